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

/** Only what was given up can be sent again. */
export const resendable = (deliveries: readonly Delivery[]) => deliveries.filter(({ state }) => state === 'dead').map(({ id }) => id);

/** When something last happened to it. */
export const movedAt = ({ deliveredAt, lastTriedAt, createdAt }: Pick<Delivery, 'deliveredAt' | 'lastTriedAt' | 'createdAt'>) => deliveredAt ?? lastTriedAt ?? createdAt;
