/** What bots said of an app on a quiet machine: one web dyno held 40 of the 60 people who are expected, two held them all. */
export const rehearsedResult = {
  schema: 1,
  verdict: 'FAIL',
  atPeople: 40,
  of: 60,
  words: 'FAIL at 40 of 60: 95 of 100 took up to 2,310 ms, and 1,500 ms is the limit',
  headline: 'It holds 40 people at once. You expect 60.',
  perSecond: 20.4,
  release: 1,
  slo: { p95Ms: 1500, failedPercent: 0.5 },
  bottleneck: {
    kind: 'dyno-cpu',
    title: 'The web dyno is busy',
    words: 'The one web dyno was busy or waited for the processor all the time (1.00 of 1).',
    evidence: { load: 1, dynos: 1 },
  },
  second: null,
  formation: { web: '1:standard-1x' },
  recommend: {
    formation: { web: '2:standard-1x' },
    sentences: ['2 web dynos for 60 people: each holds 36, and there is room for a fifth more.'],
    command: 'rostra ps:scale web=2 --app hello',
    isConfirmed: true,
  },
  levels: [level(30, 120, 'pass'), level(40, 640, 'pass'), level(60, 2310, 'fail')],
  confirm: null,
  options: [
    { formation: { web: '1:standard-1x' }, people: 40, fits: false, why: 'with 60 people 95 of 100 took up to 2,310 ms' },
    { formation: { web: '2:standard-1x' }, people: 60, fits: true, why: '95 of 100 within 180 ms' },
  ],
  fills: [{ title: 'Busy dynos', used: 1, limit: 1, unit: '' }],
  met: [{ mark: 'ok', what: 'All 60 people were served', detail: 'by two dynos' }],
  card: {
    title: 'The day of hello',
    before: [{ when: 'The day before', what: 'run two web dynos', command: 'rostra ps:scale web=2 --app hello' }],
    watch: [{ what: '95 of 100 pages within', usual: '120 ms', limit: '1,500 ms' }],
    troubles: [{ sentence: 'Pages wait in line', command: 'rostra ps:scale web=3 --app hello', who: 'operator', costs: '$0.0347 an hour' }],
  },
};

function level(people: number, p95: number, verdict: 'pass' | 'fail') {
  const evidence = { dynos: 1, load: people / 60, memoryMb: 60, memoryQuotaMb: 512, stores: [] };
  return { people, requests: people * 10, perSecond: people / 2, p50: p95 / 3, p95, p99: p95 * 1.2, failedPercent: 0, verdict, evidence };
}
