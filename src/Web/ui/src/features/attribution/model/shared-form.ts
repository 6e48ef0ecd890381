import { readNumber } from '@/format/read-number';
import type { SharedCost, SharedCostRequest, SharedResult } from '../api/types';

export const methods = ['even', 'fixed', 'proportional'] as const;
export const drivers = ['tokens', 'requests', 'gpuSeconds', 'directCost'] as const;

export interface SharedDraft {
  name: string;
  origin: string | null;
  provider: string;
  model: string;
  method: (typeof methods)[number];
  driver: (typeof drivers)[number];
  /** Empty for every team that has records on the day. */
  targets: { scope: string | null; share: string }[];
  except: string;
  fallback: 'stay' | 'even';
  from: string;
  until: string;
}

export type SharedFault = 'name' | 'origin' | 'organization' | 'scope' | 'share' | 'targets' | 'order';

export function newShared(): SharedDraft {
  return { name: '', origin: null, provider: '', model: '', method: 'proportional', driver: 'tokens', targets: [], except: '', fallback: 'stay', from: '', until: '' };
}

export function sharedDraft(shared: SharedCost): SharedDraft {
  return {
    name: shared.name, origin: shared.origin.scope, provider: shared.origin.provider ?? '', model: shared.origin.model ?? '', method: shared.method,
    driver: shared.driver ?? 'tokens', targets: shared.targets.map((target) => ({ scope: target.scope, share: target.share === undefined || target.share === null ? '' : String(target.share) })),
    except: shared.except.join(', '), fallback: shared.fallback, from: shared.effectiveFrom ?? '', until: shared.effectiveUntil ?? '',
  };
}

/** What is wrong, by field: `name`, `origin`, `targets`, `targets.0.scope`, `targets.0.share`, `until`. */
export function sharedFaults(draft: SharedDraft): Record<string, SharedFault> {
  const faults: Record<string, SharedFault> = {};
  if (draft.name.trim() === '') faults['name'] = 'name';
  if (draft.origin === null) faults['origin'] = 'origin';
  else if (draft.origin === 'org') faults['origin'] = 'organization';
  if (draft.method === 'fixed' && draft.targets.length === 0) faults['targets'] = 'targets';
  draft.targets.forEach((target, i) => {
    if (target.scope === null || target.scope === 'org') faults[`targets.${i}.scope`] = 'scope';
    const share = readNumber(target.share);
    if (draft.method === 'fixed' && (share === null || share <= 0)) faults[`targets.${i}.share`] = 'share';
  });
  if (draft.from !== '' && draft.until !== '' && draft.until <= draft.from) faults['until'] = 'order';
  return faults;
}

export function sharedRequest(draft: SharedDraft): SharedCostRequest {
  const orNull = (text: string) => text.trim() || null;
  return {
    id: null, name: draft.name.trim(), origin: { scope: draft.origin!, provider: orNull(draft.provider), model: orNull(draft.model) }, method: draft.method,
    driver: draft.method === 'proportional' ? draft.driver : null,
    targets: draft.targets.map((target) => ({ scope: target.scope!, share: draft.method === 'fixed' ? readNumber(target.share) : null })),
    except: draft.targets.length > 0 ? [] : draft.except.split(',').map((team) => team.trim()).filter((team) => team !== ''),
    fallback: draft.fallback, effectiveFrom: draft.from || null, effectiveUntil: draft.until || null,
  };
}

/** What the parts of a division add up to, less what was divided: 0 but for the rounding of binary fractions. */
export const gap = (result: SharedResult) => result.parts.reduce((sum, part) => sum + (part.cost.effective ?? 0), 0) - (result.divided.effective ?? 0);

export const staying = (result: SharedResult) => result.stays.reduce((sum, stay) => sum + (stay.cost.effective ?? 0), 0);
