import type { FastifyInstance, FastifyReply } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import { budgetActions, type PriceBookAnswer } from '../../rules/costs/cost-resources.ts';
import { microText } from '../../rules/costs/money-text.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { costsPage, type CostFilter } from './views/costs.ts';
import { ledgerPage, receiptPage } from './views/cost-ledger.ts';
import { pricesPage, type ShownBook } from './views/cost-prices.ts';
import { formText, refusalOf, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';

type Query = Readonly<Record<string, unknown>>;

/** What was spent, and what may be spent. */
export function registerCosts(server: FastifyInstance, desk: Desk): void {
  server.get<{ Querystring: Query }>(patterns.costs, async (request, reply) =>
    showCosts(await visitOf(request, reply, desk), filterOf(request.query)),
  );

  server.get<{ Querystring: Query }>(patterns.costsCsv, async (request, reply) => {
    const { operations } = await visitOf(request, reply, desk);
    const { lines, currency } = await operations.costs(filterOf(request.query));
    const rows = lines.map(({ app, kind, key, unitSeconds, amountMicro }) => [
      app,
      kind,
      key,
      unitSeconds,
      microText(amountMicro, '', 6).trim(),
      currency,
    ]);
    const text = [['app', 'kind', 'what', 'seconds', 'amount', 'currency'], ...rows].map((row) => csvLine(row, true)).join('');
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="costs.csv"').send(text);
  });

  server.get<{ Querystring: Query }>(patterns.costLedger, async (request, reply) => {
    const { operations, visitor, show } = await visitOf(request, reply, desk);
    const filter = filterOf(request.query);
    const [lines, check, report] = await Promise.all([
      operations.ledger({ ...filter, limit: 1000 }),
      operations.checkLedger(),
      operations.costs(filter),
    ]);
    return show(ledgerPage({ lines, check, currency: report.currency, visitor }));
  });

  server.get<{ Querystring: Query }>(patterns.costReceipt, async (request, reply) => {
    const { operations, visitor, show } = await visitOf(request, reply, desk);
    const filter = filterOf(request.query);
    return show(receiptPage({ report: await operations.costs(filter), filter, visitor }));
  });

  registerBudgets(server, desk);
  registerPrices(server, desk);
}

function registerBudgets(server: FastifyInstance, desk: Desk): void {
  server.post(patterns.budgets, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { body } = request;
    const app = formText(body, 'app');
    const action = budgetActions.find((each) => each === formText(body, 'action')) ?? 'notify';
    const wish = {
      name: formText(body, 'name'),
      amountMicro: Math.round(Number(formText(body, 'amount')) * 1_000_000),
      app: app === '' ? null : app,
      action,
    };
    const fault = await refusalOf(visit.operations.setBudget(wish));
    return fault ? showCosts(visit, {}, fault) : visit.goTo(paths.costs());
  });
  server.post<{ Params: { readonly name: string } }>(patterns.removeBudget, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const fault = await refusalOf(visit.operations.removeBudget(request.params.name));
    return fault ? showCosts(visit, {}, fault) : visit.goTo(paths.costs());
  });
}

function registerPrices(server: FastifyInstance, desk: Desk): void {
  server.get<{ Querystring: Query }>(patterns.costPrices, async (request, reply) => {
    const { book } = request.query;
    return showPrices(await visitOf(request, reply, desk), typeof book === 'string' ? book : null);
  });
  server.post(patterns.costPrices, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const document = parsedJson(formText(request.body, 'document'));
    const fault = await refusalOf(visit.operations.setPriceBook(document));
    return fault ? showPrices(visit, null, fault) : visit.goTo(paths.costPrices());
  });
  for (const [pattern, verb] of [
    [patterns.confirmPrices, 'confirmPrices'],
    [patterns.chooseBook, 'chooseBook'],
  ] as const)
    server.post<{ Params: { readonly id: string } }>(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const fault = await refusalOf(visit.operations[verb](request.params.id));
      return fault ? showPrices(visit, null, fault) : visit.goTo(paths.costPrices());
    });
}

async function showCosts(
  { operations, visitor, nowMs, show }: Visit,
  filter: CostFilter,
  fault: Refusal | null = null,
): Promise<FastifyReply> {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const apps = (await operations.apps()).map(({ name }) => name);
  let refusal = fault;
  const asked = operations.costs(filter);
  refusal ??= await refusalOf(asked);
  const [report, ofToday, budgets, events] = await Promise.all([
    asked.catch(() => operations.costs({})),
    operations.costs({ from: today }),
    operations.budgets(),
    Promise.all(apps.map((app) => operations.plannedEvents(app))),
  ]);
  return show(
    costsPage({ report, todayMicro: ofToday.totalMicro, budgets, events: events.flat(), apps, filter, visitor, fault: refusal }),
    refusal,
  );
}

async function showPrices({ operations, visitor, show }: Visit, id: string | null, fault: Refusal | null = null): Promise<FastifyReply> {
  const books = (await operations.priceBooks()).map(shownBook);
  const chosen = books.find((book) => (id === null ? book.isMeter : book.id === id));
  return show(pricesPage({ books, chosen, visitor, fault }), fault);
}

function shownBook(book: PriceBookAnswer): ShownBook {
  const { id, title, shipped, currency, items } = book.document;
  const list: readonly { kind: string; key: string; monthly: number }[] = Array.isArray(items) ? items : [];
  return {
    ...book,
    id: String(id),
    title: String(title),
    shipped: String(shipped),
    items: list.map(({ kind, key, monthly }) => ({ kind, key, price: microText(monthly, String(currency)) })),
    text: JSON.stringify(book.document, null, 2),
  };
}

/** What was typed, or null, which no verb takes for a document. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function filterOf(query: Query): CostFilter {
  const given = ['app', 'from', 'to'].flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 40)]] : [];
  });
  return Object.fromEntries(given);
}
