/**
 * In whose name changes are made while nobody signs in. It is remembered in this browser and sent with every change, so that the history
 * and the audit log can say who it was.
 */
export const ACTOR_HEADER = 'x-finopsai-actor';

const STORED = 'finopsai.actor';
const MAX_LENGTH = 100;
const listeners = new Set<() => void>();

export function actorName(): string {
  return localStorage.getItem(STORED) ?? '';
}

export function setActorName(name: string): void {
  const written = name.trim().slice(0, MAX_LENGTH);
  if (written === '') localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, written);
  listeners.forEach((listener) => listener());
}

export function subscribeActor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A header's value holds bytes only: a name in Korean travels as its UTF-8 bytes, which is how the server reads headers. */
export function headerBytes(name: string): string {
  return String.fromCharCode(...new TextEncoder().encode(name));
}
