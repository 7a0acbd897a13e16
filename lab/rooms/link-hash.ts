import { createHmac } from 'node:crypto';
import { passwordMatches } from '#kit/http/login.ts';

/** What makes somebody's room link impossible to guess: it depends on the label and the lab's secret alone, so it is the same for ever. */
export function labelHash(secret: string, label: string): string {
  return createHmac('sha256', secret).update(label).digest('hex').slice(0, 16);
}

export function hashMatches(given: string | null, { secret, label }: { readonly secret: string; readonly label: string }): boolean {
  return passwordMatches(given ?? '', labelHash(secret, label));
}

/** What the links of a room are made of: the lab's secret, and after they were made anew also the room's own. */
export function linkSecret(secret: string, room: { readonly name: string; readonly secret: string | null }): string {
  return room.secret === null ? secret : createHmac('sha256', secret).update(`${room.name} ${room.secret}`).digest('hex');
}
