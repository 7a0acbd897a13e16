import { RostraError } from '#kit/errors/rostra-error.ts';

/** Where to look in the file, and what to do. */
interface Whereabouts {
  /** The word that is wrong. */
  readonly at?: string;
  readonly cure?: string;
}

/** A game file that cannot be played as it stands. */
export class BadGame extends RostraError {
  readonly at: string | null;

  constructor(game: string, what: string, { at, cure = 'Change the game file and start again.' }: Whereabouts = {}) {
    super({ code: 'LAB_BAD_GAME', status: 500, message: `The game ${game}: ${what}.`, hint: cure });
    this.at = at ?? null;
  }
}

/** A project file that cannot be served as it stands. */
export class BadProject extends RostraError {
  readonly at: string | null;

  constructor(what: string, { at, cure = 'Change the project file and start again.' }: Whereabouts = {}) {
    super({ code: 'LAB_BAD_PROJECT', status: 500, message: `rostra.lab.ts: ${what}.`, hint: cure });
    this.at = at ?? null;
  }
}

/** Author code read a required field before anybody set it. */
export class FieldNotSet extends RostraError {
  constructor(owner: string, field: string) {
    super({
      code: 'LAB_FIELD_NOT_SET',
      status: 500,
      message: `${owner}.${field} was read before it was set.`,
      hint: `Set it earlier, declare it with .optional(), or read it with peek('${field}').`,
    });
  }
}

/** Author code wrote something a field cannot hold, or a name that nobody declared. */
export class WrongAssignment extends RostraError {
  constructor(what: string, hint = 'Change the game file.') {
    super({ code: 'LAB_WRONG_ASSIGNMENT', status: 500, message: what, hint });
  }
}

/** Author code asked for a round, player, role or group that does not exist. */
export class NoSuchThing extends RostraError {
  constructor(what: string) {
    super({ code: 'LAB_NO_SUCH_THING', status: 500, message: what, hint: 'Change the game file.' });
  }
}

/** A grouping that is no partition of the participants. */
export class BadGrouping extends RostraError {
  constructor(what: string) {
    super({ code: 'LAB_BAD_GROUPING', status: 500, message: what, hint: 'Change the game file.' });
  }
}

/** A session that cannot be made with this many people, or with these settings. */
export class BadSession extends RostraError {
  /** Which argument is wrong, for the REST API. */
  readonly field: string;

  constructor(field: string, message: string, hint?: string) {
    super({ code: 'LAB_BAD_SESSION', status: 400, message, ...(hint === undefined ? {} : { hint }) });
    this.field = field;
  }
}

/** A label that somebody else in the session has. */
export class LabelTaken extends RostraError {
  constructor(label: string) {
    super({
      code: 'LAB_LABEL_TAKEN',
      status: 409,
      message: `Somebody else in this session has the label ${label.slice(0, 100)}.`,
      hint: 'Use the link without a label, or another label.',
    });
  }
}

/** Somebody asks for a room that the project does not have. */
export class NoSuchRoom extends RostraError {
  /** Which argument is wrong, for the REST API. */
  readonly field = 'room_name';

  constructor(name: string) {
    super({
      code: 'LAB_NO_SUCH_ROOM',
      status: 404,
      message: `There is no room ${name.slice(0, 40)}.`,
      hint: 'Rooms are named in rostra.lab.ts, under rooms.',
    });
  }
}

/** A view asks for a file that is not in the project's `assets/`, or a browser does. */
export class NoSuchAsset extends RostraError {
  constructor(path: string) {
    super({
      code: 'LAB_NO_SUCH_ASSET',
      status: 404,
      message: `There is no file assets/${path.slice(0, 100)}.`,
      hint: 'Put it into the folder assets beside rostra.lab.ts, and start again. Capitals count.',
    });
  }
}

/** Author code opened a chat in a channel that no export could name. */
export class BadChat extends RostraError {
  constructor(channel: string) {
    super({
      code: 'LAB_BAD_CHAT',
      status: 500,
      message: `The chat channel "${channel.slice(0, 40)}" may hold letters, digits, _ and -, 100 at most.`,
      hint: 'Change the game file.',
    });
  }
}
