/** The text that says why there is no forecast; of a code it does not know, that there is none. */
export function reasonKey(reason: string | null) {
  return reason === 'history_too_short' || reason === 'no_history' || reason === 'no_data' ? (`spend.reason.${reason}` as const) : 'spend.reason.other';
}
