import { RostraError } from '#kit/errors/rostra-error.ts';
import type { LabConfig } from '../config.ts';
import type { Project } from '../game/define-project.ts';

/** Throws when links that people already have could become wrong: those of secure rooms must not hang on a password that may change. */
export function checkSecureRooms({ rooms }: Project, { hasOwnSecret }: LabConfig): void {
  const room = rooms.find(({ isSecure }) => isSecure);
  if (!room || hasOwnSecret) return;
  throw new RostraError({
    code: 'CONFIG_WRONG',
    status: 500,
    message: `LAB_SECRET is missing, and the room ${room.name} has secure links, which are made with it.`,
    hint: 'Set it to any text of 32 characters or more, the same for every process, and keep it: another one makes other links.',
  });
}
