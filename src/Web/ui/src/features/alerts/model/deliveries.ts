import type { Delivery, DeliveryState } from '@/api/types';
import { optional, text, type Fields } from '@/url/search-state';

export const deliveryStates = ['waiting', 'delivered', 'dead', 'folded'] as const satisfies readonly DeliveryState[];

export interface DeliveriesState {
  state: DeliveryState | null;
  channel: string | null;
  /** The delivery whose words are shown. */
  delivery: string | null;
}

export const deliveriesFields: Fields<DeliveriesState> = { state: optional(deliveryStates), channel: text(/^[a-z0-9-]{1,40}$/), delivery: text(/^[0-9a-f]{8,64}$/) };

const urgency: Record<DeliveryState, number> = { waiting: 0, dead: 1, delivered: 2, folded: 2 };

/** Lists as one, each delivery once: what waits and what failed first, within that the newest first. */
export function urgentFirst(lists: readonly (readonly Delivery[])[]): Delivery[] {
  const all = [...new Map(lists.flat().map((delivery) => [delivery.id, delivery])).values()];
  return all.toSorted((a, b) => urgency[a.state] - urgency[b.state] || Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/** Only what was given up can be sent again. */
export const resendable = (deliveries: readonly Delivery[]) => deliveries.filter(({ state }) => state === 'dead').map(({ id }) => id);

/** When something last happened to it. */
export const movedAt = ({ deliveredAt, lastTriedAt, createdAt }: Pick<Delivery, 'deliveredAt' | 'lastTriedAt' | 'createdAt'>) => deliveredAt ?? lastTriedAt ?? createdAt;
