import { FieldNotSet, WrongAssignment } from '../../errors.ts';
import { storedValue } from '../../rules/field-value.ts';
import type { FieldSpecs } from '../definition.ts';
import type { Data } from './rows.ts';
import type { World } from './world.ts';

/** Where an object's declared fields live, and what else must happen when they are touched. */
export interface FieldPlace {
  /** For messages: `player`, `group`. */
  readonly owner: string;
  readonly fields: FieldSpecs;
  readonly world: World;
  readonly data: () => Data;
  /** The change that a written value goes into. */
  readonly patch: () => Data;
  /** Before anything is read or written. */
  readonly touch: () => void;
}

/** The object as author code sees it: its own members, and the declared fields beside them. */
export function withFields(target: object, place: FieldPlace): object {
  return new Proxy(Object.freeze(target), {
    get: (_, name) => {
      if (typeof name === 'string' && Object.hasOwn(place.fields, name)) return readField(place, name);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
    set: (_, name, value) => {
      if (typeof name === 'string' && Object.hasOwn(place.fields, name)) writeField(place, name, value);
      else if (!Reflect.set(target, name, value)) refuse(place, name);
      return true;
    },
    has: (_, name) => (typeof name === 'string' && Object.hasOwn(place.fields, name)) || Reflect.has(target, name),
  });
}

/** The value, or null when it was never set. */
export function peekField(place: FieldPlace, name: string): unknown {
  place.touch();
  return frozen(place.data()[name] ?? null);
}

function readField(place: FieldPlace, name: string): unknown {
  const value = peekField(place, name);
  if (value === null && place.fields[name]?.optional === false) throw new FieldNotSet(place.owner, name);
  return value;
}

function writeField(place: FieldPlace, name: string, value: unknown): void {
  const spec = place.fields[name];
  if (!spec) return refuse(place, name);
  place.world.mustWrite(`${place.owner}.${name}`);
  place.touch();
  const stored = storedValue(value, spec, { name: `${place.owner}.${name}`, ...place.world.rounding });
  place.data()[name] = stored;
  place.patch()[name] = stored;
}

function refuse(place: FieldPlace, name: string | symbol): never {
  const declared = Object.keys(place.fields).join(', ') || 'none';
  throw new WrongAssignment(`${place.owner}.${String(name)} cannot be set. Declared fields: ${declared}.`, 'Declare it in defineGame.');
}

/** JSON values are read-only: a change inside one would be lost, so it throws. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
