import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { send } from '#kit/http/client.ts';
import type { Script } from './bot.ts';
import { wrongPlan } from './errors.ts';
import { groupsOf, playEvent } from './play-event.ts';
import { playRequests } from './play-requests.ts';
import type { Scaling } from './rules/advice.ts';
import { bottlenecks } from './rules/bottleneck.ts';
import { breakageWords } from './rules/breakage.ts';
import { judged, type Level, type LevelFigures } from './rules/level.ts';
import { isEvent, type Formation, type RehearsalPlan } from './rules/plan-file.ts';
import { adviceFor, resultOf, type Check, type Option, type RehearsalResult, type Setting } from './rules/result.ts';
import { firstFail, holds, nextPeople, plateau } from './rules/staircase.ts';
import { scriptOf } from './scripts.ts';
import type { Phase, Stage, Watcher } from './stage.ts';

export interface Rehearsing {
  readonly plan: RehearsalPlan;
  readonly stage: Stage;
  readonly watcher: Watcher;
  /** Where files that the plan names are. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** The whole rehearsal: the curve, whether more dynos help, once more with the people who are expected, other sizes; then it is judged. */
export async function rehearse(rehearsing: Rehearsing): Promise<RehearsalResult> {
  const { plan, stage, watcher, folder, signal } = rehearsing;
  const startedAt = new Date().toISOString();
  const [first = null, ...others] = plan.formations;
  const script = plan.sources.some(({ kind }) => isEvent(kind)) ? null : await scriptOf(plan.sources, folder, (note) => watcher.says(note));
  if (plan.browserBots > 0 && plan.sources[0]?.kind !== 'otree-bots')
    watcher.says('Browsers play oTree sessions only: here all bots speak HTTP.');
  if (first !== null) await stage.setFormation(first);
  const run = new Run({ ...rehearsing, script });
  const present = { ...stage.present, ...first };
  const setting = (): Setting => ({ ...stage, present, startedAt, endedAt: new Date().toISOString() });
  const stopped = await run.all(setting(), others).then(
    () => null,
    (error: unknown) => {
      if (signal.aborted) return 'it was stopped before its end';
      if (!(error instanceof RostraError)) throw error;
      return error.message.replace(/\.$/, '');
    },
  );
  return resultOf({ plan, ...run.played, stopped }, setting());
}

interface Playing extends Rehearsing {
  /** Null: the plan's source is a whole event. */
  readonly script: Script | null;
}

class Run {
  readonly #playing: Playing;
  readonly #curve: Level[] = [];
  readonly #options: Option[] = [];
  #confirm: Level | null = null;
  #scaling: Scaling | null = null;
  #advised: Level | null = null;
  #broken: Level | null = null;
  #checks: readonly Check[] = [];

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  get played() {
    return { curve: this.#curve, confirm: this.#confirm, scaling: this.#scaling, options: this.#options, ...this.#besideSpeed };
  }

  get #besideSpeed() {
    return { advised: this.#advised, broken: this.#broken, checks: this.#checks };
  }

  async all(setting: Setting, others: readonly Formation[]): Promise<void> {
    const { plan, stage } = this.#playing;
    await this.#measureCurve();
    const held = holds(this.#curve);
    this.#options.push({
      formation: setting.present,
      people: held,
      fits: held >= plan.people,
      why: whyNoMore(this.#curve, plan.people),
    });
    if (held >= plan.people) this.#confirm = await this.#play(plan.people, 'confirm');
    if (plan.where === 'in-place') return; // an app in use keeps its size
    if (plan.chaos.length > 0 && this.#confirm?.verdict === 'pass') this.#broken = await this.#play(plan.people, 'chaos');
    this.#checks = await stage.check();
    await this.#tryTwice(setting);
    await this.#tryAdvice(setting);
    for (const formation of others) this.#options.push(await this.#tried(formation));
    if (others.length > 0) await stage.setFormation(setting.present);
  }

  async #measureCurve(): Promise<void> {
    const { plan } = this.#playing;
    const enoughMs = performance.now() + plan.levels.minutes * 60_000;
    const ascent = { people: plan.people, levels: plan.levels, groupsOf: groupsOf(plan.sources[0]) };
    const next = (): number | null => nextPeople(this.#curve, { ...ascent, isLate: performance.now() > enoughMs });
    for (let people = next(); people !== null; people = next()) this.#curve.push(await this.#play(people, 'curve'));
  }

  /** Whether more dynos do more (REH-09): twice of them, with twice the people that were too many. */
  async #tryTwice({ present, runsAlone, cores }: Setting): Promise<void> {
    const { plan, stage } = this.#playing;
    const failed = firstFail(this.#curve);
    const [bottleneck] = bottlenecks(this.#curve, { cores });
    const scalable = bottleneck !== undefined && ['dyno-cpu', 'single-process-lock', 'memory', 'external'].includes(bottleneck.kind);
    if (failed === null || !scalable || runsAlone || holds(this.#curve) >= plan.people * 1.2) return;
    const before = { dynos: Math.max(1, failed.evidence.dynos), perSecond: plateau(this.#curve) };
    const web = { ...present['web'], quantity: before.dynos * 2 };
    await stage.setFormation({ ...present, web });
    const level = await this.#play(failed.people * 2, 'twice the dynos');
    if (level.verdict !== 'invalid') this.#scaling = { before, after: { dynos: web.quantity, perSecond: level.perSecond } };
    await stage.setFormation(present);
  }

  /** Nothing is promised of a formation that nobody has tried. */
  async #tryAdvice(setting: Setting): Promise<void> {
    const { plan, stage } = this.#playing;
    const [bottleneck = null] = bottlenecks(this.#curve, setting);
    const { formation, command } = adviceFor({ plan, curve: this.#curve, scaling: this.#scaling }, setting, bottleneck);
    if (formation === null || command === null) return;
    await stage.setFormation(formation);
    const level = await this.#play(plan.people, 'other size');
    this.#advised = level;
    this.#options.push(optionOf(formation, level));
    await stage.setFormation(setting.present);
  }

  async #tried(formation: Formation): Promise<Option> {
    const { plan, stage } = this.#playing;
    await stage.setFormation(formation);
    return optionOf(formation, await this.#play(plan.people, 'other size'));
  }

  async #play(people: number, phase: Phase): Promise<Level> {
    const { plan, watcher } = this.#playing;
    for (let tries = 1; ; tries += 1) {
      await this.#settle();
      watcher.says(`${people} people${phase === 'curve' ? '' : `, ${phase}`} …`);
      const level = judged(await (phase === 'chaos' ? this.#figuresOfBroken(people) : this.#figures(people)), plan.slo);
      watcher.levelDone(phase, level);
      if (phase === 'curve' || level.verdict !== 'invalid' || tries === 2) return level;
    }
  }

  /** The parts of the plan go when they are meant to, by the length of the levels before. */
  async #figuresOfBroken(people: number): Promise<LevelFigures> {
    const { plan, stage, script, watcher } = this.#playing;
    const holdSeconds = this.#confirm?.holdSeconds ?? plan.levels.hold;
    const over = new AbortController();
    const breaking = plan.chaos.map(async (breakage) => {
      await sleep(((script === null ? 0 : plan.levels.warmUp) + (holdSeconds * breakage.atPercent) / 100) * 1_000, undefined, over);
      watcher.says(`${breakageWords([breakage])} …`);
      await stage.breakPart(breakage);
    });
    const broken = Promise.all(breaking).then(
      () => null,
      (error: unknown) => error,
    );
    const figures = await this.#figures(people).finally(() => over.abort());
    const fault = await broken;
    if (fault !== null) throw over.signal.aborted && !(fault instanceof RostraError) ? overBefore(plan.chaos) : fault;
    return figures;
  }

  /** An app that breaks under a crowd may break its own API too: that is a level that failed, unless nothing has worked yet. */
  async #figures(people: number): Promise<LevelFigures> {
    const { script, signal } = this.#playing;
    try {
      return await (script === null ? playEvent({ ...this.#playing, people }) : playRequests({ ...this.#playing, people, script }));
    } catch (error) {
      const last = this.#curve.at(-1);
      if (signal.aborted || !(error instanceof RostraError) || last === undefined) throw error;
      return {
        ...last,
        people,
        requests: 0,
        perSecond: 0,
        offeredPerSecond: null,
        failedPercent: 100,
        failures: { [error.message]: 1 },
        finished: 0,
        wrong: error.message.replace(/\.$/, ''),
      };
    }
  }

  /** What the level before left in line is worked off first. */
  async #settle(): Promise<void> {
    const { stage, signal } = this.#playing;
    const last = this.#curve.at(-1);
    if (last?.verdict !== 'fail') return;
    const calmMs = Math.min(...this.#curve.map(({ p50 }) => p50 ?? Infinity));
    const limit = performance.now() + 20_000;
    for (let quick = 0; quick < 3 && performance.now() < limit;) {
      const startedMs = performance.now();
      await send({
        url: new URL(settlePath(this.#playing.plan), stage.url).href,
        headers: { 'user-agent': 'rostra-bot' },
        timeoutMs: 20_000,
      }).catch(() => null);
      quick = performance.now() - startedMs <= calmMs * 2 + 100 ? quick + 1 : 0;
      await sleep(100, undefined, { signal });
    }
  }
}

const overBefore = (chaos: RehearsalPlan['chaos']): RostraError => wrongPlan(`The event was over before ${breakageWords(chaos)}.`);

/** What more people would meet. */
function whyNoMore(curve: readonly Level[], expected: number): string {
  const failed = firstFail(curve);
  if (failed === null) return 'nothing gave way';
  return holds(curve) >= expected ? `with ${failed.people} people: ${failed.why}` : failed.why;
}

function settlePath({ sources }: RehearsalPlan): string {
  const [mix] = sources.flatMap((source) => (source.kind === 'http' ? source.requests : []));
  return mix !== undefined && 'get' in mix ? mix.get : '/';
}

function optionOf(formation: Formation, level: Level): Option {
  const fits = level.verdict === 'pass';
  return { formation, people: fits ? level.people : 0, fits, why: level.verdict === 'pass' ? `held ${level.people} people` : level.why };
}
