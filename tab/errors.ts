import { RostraError } from '#kit/errors/rostra-error.ts';

export class BreakRuleNeedsWins extends RostraError {
  constructor(category: string, rule: string) {
    super({
      code: 'TAB_BREAK_RULE_NEEDS_WINS',
      status: 422,
      message: `The break of ${category} follows the rule ${rule}, which needs the metric wins, and the team standings are not ranked by it.`,
      hint: 'Add wins to team_standings_precedence, or choose another rule for the category.',
    });
  }
}

/** A custom break rule cannot be read, or asks for a metric that is not ranked or shown. */
export class BreakFilterWrong extends RostraError {
  constructor(category: string, fault: string) {
    super({
      code: 'TAB_BREAK_FILTER_WRONG',
      status: 422,
      message: `The break of ${category} follows a rule of its own, which cannot be applied. ${fault}`,
      hint: 'Mend the filters of the break category, or add the metric to the team standings.',
    });
  }
}

/** Something an address or a form names is not there, or belongs to somebody else. */
export class NothingThere extends RostraError {
  constructor(what: string) {
    super({ code: 'TAB_NOTHING_THERE', status: 404, message: `There is no ${what}.`, hint: 'Check the link, or go back and reload.' });
  }
}

/** Somebody else was first, or the step was done already: nothing was changed. */
export class RoundMovedOn extends RostraError {
  constructor(round: string, why: string) {
    super({
      code: 'TAB_ROUND_MOVED_ON',
      status: 409,
      message: `${round} ${why}.`,
      hint: 'Nothing was changed. Reload to see how it is now.',
    });
  }
}

/** The step cannot be taken yet; the sentence says what is missing. */
export class NotReady extends RostraError {
  constructor(message: string, hint: string) {
    super({ code: 'TAB_NOT_READY', status: 422, message, hint });
  }
}

export class CannotDraw extends RostraError {
  constructor(message: string, hint = 'Nothing was drawn. Mend this, then draw again.') {
    super({ code: 'TAB_CANNOT_DRAW', status: 422, message, hint });
  }
}

export class CannotAllocate extends RostraError {
  constructor(message: string, hint = 'Mark more adjudicators as available, or lower adj_min_voting_score.') {
    super({ code: 'TAB_CANNOT_ALLOCATE', status: 422, message, hint });
  }
}

/** A form or a request that says something that cannot be. */
export class WrongInput extends RostraError {
  constructor(message: string, hint = 'Nothing was changed. Mend it, then send it again.') {
    super({ code: 'TAB_WRONG_INPUT', status: 422, message, hint });
  }
}

export class SlugTaken extends RostraError {
  constructor(slug: string) {
    super({
      code: 'TAB_SLUG_TAKEN',
      status: 409,
      message: `Another tournament has the address "${slug}".`,
      hint: 'Choose another address, for example with the year in it.',
    });
  }
}

/** A set of files is taken whole or not at all. */
export class SetRefused extends RostraError {
  /** One sentence for each fault: file, line, column, what is wrong. */
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super({
      code: 'TAB_SET_REFUSED',
      status: 422,
      message: sentences.length === 1 ? (sentences[0] ?? '') : `${sentences.length} things are wrong. ${sentences.slice(0, 20).join(' ')}`,
      hint: 'Nothing was imported. Mend the files, then send the set again.',
    });
    this.sentences = sentences;
  }
}

/** A ballot that may not be taken as it stands; `sentences` say where. */
export class BallotWrong extends RostraError {
  constructor(sentences: readonly string[]) {
    super({
      code: 'TAB_BALLOT_WRONG',
      status: 422,
      message: sentences.slice(0, 12).join(' '),
      hint: 'Nothing was counted. Mend what is named, then send the ballot again.',
    });
  }
}

/** This person may not enter this ballot, or not now. */
export class BallotClosed extends RostraError {
  constructor(message: string) {
    super({ code: 'TAB_BALLOT_CLOSED', status: 403, message, hint: 'Ask the tab room.' });
  }
}

/** Registration is not open to whoever asks, or not any more. */
export class RegistrationClosed extends RostraError {
  constructor(message: string) {
    super({ code: 'TAB_REGISTRATION_CLOSED', status: 403, message, hint: 'Ask the tab room.' });
  }
}

export class AnotherBallotConfirmed extends RostraError {
  constructor(version: number) {
    super({
      code: 'TAB_ANOTHER_BALLOT_CONFIRMED',
      status: 409,
      message: `Version ${version} of this ballot was confirmed meanwhile.`,
      hint: 'Nothing was changed. Reload, compare the versions, and confirm the right one.',
    });
  }
}

/** The same form was sent with other content: the first stays. */
export class SentBefore extends RostraError {
  constructor(code: string) {
    super({
      code: 'TAB_SENT_BEFORE',
      status: 409,
      message: `This form was sent before with other scores; its receipt is ${code}.`,
      hint: 'What was sent first counts. To change it, open the ballot again and send a new one.',
    });
  }
}

/** Somebody is signed in, and may not do this here. */
export class NotAllowed extends RostraError {
  constructor(what: string, hint = 'Ask who runs the tournament to give your account that permission.') {
    super({
      code: 'TAB_NOT_ALLOWED',
      status: 403,
      message: `Your account may not do this: ${what}.`,
      hint,
    });
  }
}

/** Name and password do not belong together; which of the two is wrong is not said. */
export class WrongPassword extends RostraError {
  constructor(message: string) {
    super({ code: 'TAB_WRONG_PASSWORD', status: 401, message, hint: 'Try again, or ask for a new link.' });
  }
}

/** A public form whose password this browser has not said. */
export class PasswordNeeded extends RostraError {
  constructor(from: string) {
    super({
      code: 'TAB_PASSWORD_NEEDED',
      status: 401,
      message: 'These forms ask for a password.',
      hint: `Begin at ${from} and say the password there; the tab room knows it.`,
    });
  }
}

export class TooManyTries extends RostraError {
  constructor(minutes: number) {
    super({
      code: 'TAB_TOO_MANY_TRIES',
      status: 429,
      message: 'That was tried too often.',
      hint: `Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, then try again.`,
    });
  }
}

/** An invitation or a private link that was used up, taken back or is too old. */
export class LinkExpired extends RostraError {
  constructor(what: string) {
    super({ code: 'TAB_LINK_EXPIRED', status: 410, message: `This ${what} is used, or older than a day.`, hint: 'Ask for a new one.' });
  }
}

/** Something is needed elsewhere, so it cannot be deleted or become something else. */
export class StillInUse extends RostraError {
  constructor(what: string, why: string) {
    super({ code: 'TAB_STILL_IN_USE', status: 409, message: `${what} ${why}.`, hint: 'Nothing was changed.' });
  }
}
