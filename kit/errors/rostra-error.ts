/** What a fault says to a person: a stable code to search for, the HTTP status it maps to, what is, and what to do next. */
export interface FaultText {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly hint?: string;
}

/** A fault: something a person can mend. Anything else that is thrown is a bug of ours and becomes a 500 with a request id. */
export class RostraError extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string | undefined;

  constructor(text: FaultText) {
    super(text.message);
    this.name = new.target.name;
    this.code = text.code;
    this.status = text.status;
    this.hint = text.hint;
  }
}
