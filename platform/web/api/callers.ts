import type { FastifyRequest } from 'fastify';
import { tokenOwner } from '../../control/access-operations.ts';
import { ownerOfMachine, type Caller } from '../../control/caller.ts';
import type { Control } from '../../control/control.ts';
import { tooManyGuesses, wrongToken } from '../../access-errors.ts';
import { Guesses } from './guesses.ts';

/** Who speaks on control's own socket: whoever may open that file may do everything. */
export function machineUser(request: FastifyRequest): Caller {
  const actor = request.headers['x-rostra-actor'];
  const name = typeof actor === 'string' && actor !== '' ? actor.slice(0, 100) : 'rostra';
  return { ...ownerOfMachine(name), agent: agentOf(request), requestId: request.id };
}

/** Who holds the token that came with a request. Wrong ones are counted by address: who guesses waits. */
export function tokenHolders(control: Control): (request: FastifyRequest) => Caller {
  const guesses = new Guesses();
  return (request) => {
    const address = addressOf(request);
    const waitMs = guesses.waitMs(address, control.clock.nowMs());
    if (waitMs > 0) throw tooManyGuesses(Math.ceil(waitMs / 1000));
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const owner = token === undefined ? null : tokenOwner(control, token);
    if (owner === null && token !== undefined) guesses.wrong(address, control.clock.nowMs());
    if (owner === null) throw wrongToken();
    return { actor: owner.label, role: owner.role, apps: null, address, agent: agentOf(request), requestId: request.id };
  };
}

/** The last address of X-Forwarded-For is the one the router saw; the ones before it are the client's own claims. */
export function addressOf(request: FastifyRequest): string {
  const header = request.headers['x-forwarded-for'];
  const addresses = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  return addresses.at(-1)?.trim() || 'here';
}

export const agentOf = (request: FastifyRequest): string | null => request.headers['user-agent']?.slice(0, 200) ?? null;
