import { stat } from 'node:fs/promises';
import { html, type Html } from '#kit/html/html.ts';
import type { PublishedProject } from '../rules/project-page.ts';
import { answerWith } from './answer-with.ts';
import type { App } from './app.ts';
import { bareStyle, mark } from './bare-page.ts';
import type { Exchange } from './exchange.ts';
import { sendFile } from './send-file.ts';

/** What the app is, for everybody, and its source as deployed (UI-23); out of the router's own memory. True when it is answered. */
export async function answerProject(exchange: Exchange, { routes }: Pick<App, 'routes'>): Promise<boolean> {
  const { project } = routes;
  const { method, path: target } = exchange.head;
  if (project === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
  const path = target.split('?', 1)[0] ?? '';
  if (path === sourcePath(project)) return sendSource(exchange, project);
  if (path !== project.path && path !== `${project.path}/`) return false;
  const body = page(project, { app: routes.name, release: routes.release }).toString();
  return answerWith(exchange, {
    status: 200,
    body,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'public, max-age=60' },
  });
}

const sourcePath = ({ path }: PublishedProject): string => `${path}/source.tar.gz`;

async function sendSource(exchange: Exchange, { source }: PublishedProject): Promise<boolean> {
  const facts = source === null ? null : await stat(source.file).catch(() => null);
  if (source === null || facts === null) return false;
  exchange.response.setHeader('Content-Disposition', `attachment; filename="${source.name}"`);
  const file = { path: source.file, coding: 'identity', sizeBytes: facts.size, changedAtMs: facts.mtimeMs } as const;
  await sendFile(exchange, file, { type: 'application/gzip', maxAgeSeconds: 60 });
  return true;
}

interface Facts {
  readonly app: string;
  readonly release: number | null;
}

function page(project: PublishedProject, { app, release }: Facts): Html {
  const { title, description, people, licence, cite, demo, source } = project;
  const facts = [
    { name: 'People', text: people },
    { name: 'Licence', text: licence },
    { name: 'How to cite', text: cite },
  ].filter(({ text }) => text !== '');
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title>
${bareStyle}${ownStyle}</head>
<body><main>
${mark(app)}
<div class="card"><h1>${title}</h1>${release !== null && html`<p class="badge">version ${release}</p>`}
${paragraphs(description)}
${(demo !== null || source !== null) && html`<p class="doors">${demo !== null && html`<a class="door first" href="${demo}">Try it</a>`}${source !== null && html`<a class="door" href="${sourcePath(project)}">Source as deployed</a>`}</p>`}</div>
${facts.length > 0 && html`<dl class="project">${facts.map(({ name, text }) => html`<dt>${name}</dt><dd>${lines(text)}</dd>`)}</dl>`}
</main></body></html>
`;
}

const paragraphs = (text: string): Html[] =>
  text.split(/\r?\n\s*\r?\n/).flatMap((each) => (each.trim() === '' ? [] : [html`<p>${lines(each.trim())}</p>`]));

const lines = (text: string): Html[] => text.split(/\r?\n/).map((line, at) => html`${at > 0 && html`<br>`}${line}`);

const ownStyle: Html = html`<style>
h1{margin-bottom:8px}
.badge{display:inline-block;margin-bottom:16px;padding:2px 10px;border-radius:6px;background:var(--sunken);color:var(--muted);font-size:15px}
.doors{display:flex;flex-wrap:wrap;gap:12px;margin-top:20px}
.door{padding:9px 18px;border:1px solid var(--line);border-radius:8px;text-decoration:none;font-weight:560}
.door.first{border-color:var(--brand);background:var(--brand);color:var(--surface)}
.door:focus-visible{outline:3px solid var(--wait);outline-offset:2px}
.project{margin-top:20px}
@media(max-width:26rem){.project{grid-template-columns:1fr;gap:0}.project dd{margin-bottom:12px}}
</style>`;
