import { RostraError } from '#kit/errors/rostra-error.ts';
import { codeFacts, type CodeFacts, type RequestCode } from '../rules/codes.ts';
import type { RequestRefusal } from '../rules/strict-request.ts';

/** How a request ends that no dyno answers. */
export class RequestFault extends RostraError {
  /** Null where no app has the address. */
  readonly requestCode: RequestCode | null;
  /** Instead of the code's title. */
  readonly desc: string;

  constructor(requestCode: RequestCode | null, desc = '', status = statusOf(requestCode)) {
    super({ code: requestCode ?? 'no-app', status, message: desc });
    this.requestCode = requestCode;
    this.desc = desc;
  }

  /** What the table says of its code; null where no app has the address. */
  get facts(): CodeFacts | null {
    return this.requestCode === null ? null : codeFacts(this.requestCode);
  }
}

function statusOf(code: RequestCode | null): number {
  return code === null ? 404 : (codeFacts(code).status ?? 503);
}

/** H26. */
export function refused(refusal: RequestRefusal): RequestFault {
  return new RequestFault('H26', refusal.desc, refusal.status);
}
