import type { ApiConnection } from './api-connection.ts';
import type { CostVerbs } from './control/cost-verbs.ts';

/** The verbs of costs over HTTP. `at` makes an app's path. */
export function costVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): CostVerbs {
  const budgetAt = (name: string): string => `/api/costs/budgets/${encodeURIComponent(name)}`;
  const bookAt = (id: string, rest = ''): string => `/api/costs/price-books/${encodeURIComponent(id)}${rest}`;
  return {
    costs: (wish) => api.call({ method: 'GET', path: `/api/costs${queryOf(wish)}` }),
    ledger: (wish) => api.call({ method: 'GET', path: `/api/costs/ledger${queryOf(wish)}` }),
    checkLedger: () => api.call({ method: 'GET', path: '/api/costs/ledger/check' }),
    estimateCosts: (plan) => api.call({ method: 'POST', path: '/api/costs/estimate', body: { plan } }),
    priceBooks: () => api.call({ method: 'GET', path: '/api/costs/price-books' }),
    setPriceBook: (document) => api.call({ method: 'POST', path: '/api/costs/price-books', body: { document } }),
    chooseBook: (id) => api.call({ method: 'POST', path: bookAt(id, '/choose') }),
    confirmPrices: (id) => api.call({ method: 'POST', path: bookAt(id, '/confirm') }),
    budgets: () => api.call({ method: 'GET', path: '/api/costs/budgets' }),
    setBudget: ({ name, ...wish }) => api.call({ method: 'PUT', path: budgetAt(name), body: wish }),
    removeBudget: (name) => api.call({ method: 'DELETE', path: budgetAt(name) }),
    liveEvents: () => api.call({ method: 'GET', path: '/api/live-events' }),
    plannedEvents: (app) => api.call({ method: 'GET', path: at(app, '/event-plans') }),
    applyPlan: (app, wish) => api.call({ method: 'POST', path: at(app, '/event-plans'), body: wish }),
    unapplyPlan: (app, name) => api.call({ method: 'DELETE', path: at(app, `/event-plans/${encodeURIComponent(name)}`) }),
  };
}

function queryOf(values: object): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}
