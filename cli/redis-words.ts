import { unreachable } from '#kit/errors/invariant.ts';
import type { RedisReply } from '#kit/redis/reply.ts';

/** What ends a command besides the end of the line, as a shell's `echo` leaves it that does not know these four characters. */
const typedLineEnd = String.raw`\r\n`;
const commandOrEnd = /\\r\\n|(?:"(?:\\.|[^"\\])*"|'(?:\\'|[^'])*'|(?!\\r\\n).)+/g;

/** The commands in a line of input, without the blanks around them. In quotes `\r\n` is part of a value. */
export function redisCommands(line: string): string[] {
  const parts = [...line.matchAll(commandOrEnd)].map(([text]) => text.trim());
  return parts.filter((text) => text !== '' && text !== typedLineEnd);
}

/** `FLUSHALL` of `FLUSHALL ASYNC`. */
export function redisVerb(text: string): string {
  return /^\S*/.exec(text)?.[0].toUpperCase() ?? '';
}

/** A reply as people know it from redis-cli. */
export function replyLines(reply: RedisReply): string[] {
  switch (reply.kind) {
    case 'text':
      return reply.text.split(/\r?\n/);
    case 'number':
      return [`(integer) ${reply.number}`];
    case 'nothing':
      return ['(nil)'];
    case 'error':
      return [`(error) ${reply.text}`];
    case 'list':
      return reply.items.length === 0 ? ['(empty list)'] : reply.items.flatMap((item, i) => numbered(i + 1, replyLines(item)));
    default:
      return unreachable(reply);
  }
}

/** The same for programs. */
export function replyJson(reply: RedisReply): unknown {
  switch (reply.kind) {
    case 'text':
      return reply.text;
    case 'number':
      return reply.number;
    case 'nothing':
      return null;
    case 'error':
      return { error: reply.text };
    case 'list':
      return reply.items.map(replyJson);
    default:
      return unreachable(reply);
  }
}

function numbered(number: number, lines: readonly string[]): string[] {
  const mark = `${number}) `;
  return lines.map((line, i) => (i === 0 ? mark : ' '.repeat(mark.length)) + line);
}
