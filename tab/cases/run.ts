import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { answerAdjudicators } from './adjudicators.ts';
import { judgeAdjudicators } from './adjudicator-verdict.ts';
import { answerBallots, judgeBallots } from './ballots.ts';
import { answerBreaks, judgeBreaks } from './breaks.ts';
import { isRecord } from './compare.ts';
import { shellFolder } from './config.ts';
import { judgeDraws } from './draw-verdict.ts';
import { answerDraws } from './draws.ts';
import { answerLiveness, judgeLiveness } from './liveness.ts';
import { answerMotions, judgeMotions } from './motions.ts';
import { answerPositionCosts, judgePositionCosts } from './position-costs.ts';
import { answerStandings, judgeStandings } from './standings.ts';

/** How cases of a kind are answered and judged. */
interface Kind {
  readonly answer: (given: unknown) => unknown;
  /** The first difference in one sentence; null when the answer is right. */
  readonly judge: (given: unknown, answer: unknown) => string | null;
  /** Where `expected` also asks the question: the field of its entries that holds the verdict. */
  readonly verdictField?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  draws: { answer: answerDraws, judge: judgeDraws },
  breaks: { answer: answerBreaks, judge: judgeBreaks },
  liveness: { answer: answerLiveness, judge: judgeLiveness },
  adjudicators: { answer: answerAdjudicators, judge: judgeAdjudicators },
  ballots: { answer: answerBallots, judge: judgeBallots },
  standings: { answer: answerStandings, judge: judgeStandings, verdictField: 'rows' },
  motions: { answer: answerMotions, judge: judgeMotions },
  position_costs: { answer: answerPositionCosts, judge: judgePositionCosts, verdictField: 'costs' },
};

interface Outcome {
  readonly id: string;
  readonly kind: string;
  /** Null when there is none: an unknown kind, a case that cannot be read. */
  readonly answer: object | null;
  /** `answered`: nothing to judge by. */
  readonly verdict: 'passed' | 'failed' | 'answered';
  readonly difference?: string;
}

const caseFile = v.object({ kind: v.string(), cases: v.array(v.looseObject({ id: v.string() })) });

/** `npm run cases -- FILE… [--answers OUT.jsonl]`: answers the cases of each file and judges them where the file says what is right. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { answers: { type: 'string' } } });
  if (positionals.length === 0) throw new CasesNotFound('No file of cases is named.');
  const outcomes: Outcome[] = [];
  for (const path of positionals) outcomes.push(...(await answerFile(path)));
  if (values.answers !== undefined) await writeAnswers(resolve(shellFolder, values.answers), outcomes);
  for (const { kind, id, verdict, difference } of outcomes)
    console.log(`${verdict === 'failed' ? 'FAIL' : verdict} ${kind} ${id}${difference === undefined ? '' : `: ${difference}`}`);
  console.log(summary(outcomes));
  process.exitCode = outcomes.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}

class CasesNotFound extends RostraError {
  constructor(message: string) {
    super({ code: 'TAB_CASES_NOT_FOUND', status: 422, message, hint: 'npm run cases -- FILE… [--answers OUT.jsonl]' });
  }
}

async function answerFile(path: string): Promise<Outcome[]> {
  const places = [resolve(shellFolder, path), resolve(path)];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new CasesNotFound(`There is no file ${path}.`);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), caseFile), await readFile(found, 'utf8'));
  if (!read.success) throw new CasesNotFound(`${path} is no file of cases: ${read.issues[0].message}`);
  return read.output.cases.map((one) => outcome(read.output.kind, one));
}

function outcome(name: string, given: { readonly id: string }): Outcome {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) return { id: given.id, kind: name, answer: null, verdict: 'failed', difference: `The kind ${name} is unknown.` };
  let answer: object | null = null;
  try {
    const found = kind.answer(given);
    answer = isRecord(found) ? found : null;
    if (!hasVerdict(given, kind)) return { id: given.id, kind: name, answer, verdict: 'answered' };
    const difference = kind.judge(given, found);
    return difference === null
      ? { id: given.id, kind: name, answer, verdict: 'passed' }
      : { id: given.id, kind: name, answer, verdict: 'failed', difference };
  } catch (error) {
    const difference = error instanceof Error ? error.message : String(error);
    return { id: given.id, kind: name, answer, verdict: 'failed', difference };
  }
}

/** Whether the case says what is right; `expected` may also just ask. */
function hasVerdict(given: object, { verdictField }: Kind): boolean {
  const expected: unknown = 'expected' in given ? given.expected : undefined;
  if (expected === undefined || expected === null) return false;
  if (verdictField === undefined || !Array.isArray(expected)) return true;
  return expected.some((entry) => isRecord(entry) && verdictField in entry);
}

async function writeAnswers(path: string, outcomes: readonly Outcome[]): Promise<void> {
  const lines = outcomes.flatMap(({ id, kind, answer }) => (answer === null ? [] : [`${JSON.stringify({ id, kind, ...answer })}\n`]));
  await writeFile(path, lines.join(''));
}

function summary(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome['verdict']): number => outcomes.filter(({ verdict }) => verdict === wanted).length;
  const answered = count('answered') > 0 ? `${count('answered')} answered` : '';
  if (answered !== '' && count('answered') === outcomes.length) return answered;
  return [answered, `${count('passed')} passed, ${count('failed')} failed`].filter((line) => line !== '').join('\n');
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(error instanceof RostraError ? `${error.message} ${error.hint ?? ''}` : error.message);
    process.exitCode = 2;
  }
}
