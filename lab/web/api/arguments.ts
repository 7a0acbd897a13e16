import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { webhookEvents } from '../../rules/webhook.ts';
import { exportFormats } from '../../exports/formats.ts';

/** An argument that the API does not know, or that is not what it takes. */
export class WrongArgument extends RostraError {
  readonly field: string;

  constructor(field: string, message: string, hint = 'Look at the names and kinds of the arguments.') {
    super({ code: 'LAB_API_ARGUMENT', status: 400, message, hint });
    this.field = field;
  }
}

/** The arguments of a call, checked; throws a WrongArgument that names the first one that is wrong. */
export function readArguments<Shape extends v.GenericSchema>(schema: Shape, given: unknown): v.InferOutput<Shape> {
  const read = v.safeParse(schema, given ?? {});
  if (read.success) return read.output;
  const [issue] = read.issues;
  const field = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object') throw new WrongArgument(field, unexpected(field, issue));
  throw new WrongArgument(field, field === '' ? 'The body is no JSON object.' : `${field}: ${issue.message}.`);
}

function unexpected(field: string, issue: v.BaseIssue<unknown>): string {
  if (field === '') return 'The body is no JSON object.';
  return issue.expected === 'never' ? `There is no argument ${field}.` : `The argument ${field} is missing.`;
}

/** A session that is to be made. */
export const newSession = v.strictObject({
  session_config_name: v.string(),
  num_participants: v.optional(v.pipe(v.number(), v.integer())),
  room_name: v.optional(v.string()),
  modified_session_config_fields: v.optional(v.record(v.string(), v.unknown())),
  label: v.optional(v.nullable(v.string())),
});

/** Which participants and which of their values are asked for. */
export const sessionDetails = v.strictObject({
  participant_labels: v.optional(v.array(v.string())),
  participant_vars: v.optional(v.array(v.string())),
  session_vars: v.optional(v.array(v.string())),
});

/** Which file, and how it is written. */
export const file = v.object({
  session_code: v.optional(v.string()),
  app: v.optional(v.string()),
  function_name: v.optional(v.string()),
  format: v.optional(v.picklist(exportFormats)),
});

const vars = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((given) => !JSON.stringify(given).includes(String.raw`\u0000`), 'the character NUL cannot be stored'),
);

/** Values for somebody by the name they have in a room. */
export const expectedVars = v.strictObject({
  room_name: v.string(),
  participant_label: v.pipe(v.string(), v.regex(/^[^\0]{1,100}$/, 'a label has 1 to 100 characters')),
  vars,
});

/** Values for a participant or a session. */
export const givenVars = v.strictObject({ vars });

/** Who is to be moved on: one participant, or those furthest behind. */
export const advanceWish = v.strictObject({
  participant_code: v.optional(v.string()),
  page_index: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  only_started: v.optional(v.boolean()),
});

/** What is to be other about a participant. */
export const participantChange = v.strictObject({
  label: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(100)))),
  status: v.optional(v.pipe(v.string(), v.maxLength(100))),
  payoff_adjustment: v.optional(v.strictObject({ amount: v.number(), reason: v.string() })),
});

/** Which gate is to be opened. */
export const gateWish = v.strictObject({ page_index: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** How many more take part. */
export const seatsWish = v.strictObject({ people: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Which seats bots take: these, or all that are free; at most so many. */
export const botsWish = v.strictObject({
  participant_codes: v.optional(v.pipe(v.array(v.string()), v.maxLength(10_000))),
  people: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What is to be said, to one participant or to all. */
export const messageWish = v.strictObject({ text: v.string(), participant_code: v.optional(v.string()) });

/** Nothing more is to be said. */
export const nothing = v.strictObject({});

/** Who wants to be told what. */
export const newWebhook = v.strictObject({
  url: v.pipe(v.string(), v.maxLength(2000), v.regex(/^https?:\/\/[^/]/, 'an address starts with https:// or http://')),
  events: v.optional(v.pipe(v.array(v.picklist(webhookEvents)), v.minLength(1))),
  secret: v.optional(v.pipe(v.string(), v.minLength(16), v.maxLength(200))),
});
