import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { answersTo, type Form } from '#kit/html/read-form.ts';
import { readPage } from './form.ts';

const page = `<!doctype html><title>Contribute</title><body>
<form method="get" action="/search"><input name="q"></form>
<main><p role="alert">  Say  a number. </p>
<form id="f" method="post" action="">
  <input type="hidden" name="intent" value="00ff"><input type="hidden" name="_csrf" value="t&amp;k">
  <input type="number" name="contribution" min="0" max="100" step="0.5">
  <input type="text" inputmode="numeric" name="age" min="18" max="99">
  <input type="radio" name="move" value="cooperate"><input type="radio" name="move" value="defect">
  <select name="side"><option value="">Choose…</option><option value="a">A</option><option>B</option></select>
  <input type="checkbox" name="agree" value="1" required>
  <textarea name="why"></textarea><input name="off" disabled><input type="file" name="photo">
</form><button form="f" name="go" value="next">Next</button><a href="/p/x">x</a></main>`;

function formOf(html: string): Form {
  const { form } = readPage(html);
  assert.ok(form);
  return form;
}

describe('a page, read as a person reads it', () => {
  it('has a title, the form that is posted, links and complaints', () => {
    const read = readPage(page);
    assert.equal(read.title, 'Contribute');
    assert.deepEqual(read.links, ['/p/x']);
    assert.deepEqual(read.complaints, ['Say a number.']);
    assert.deepEqual(read.form?.button, ['go', 'next']);
  });

  it('has no form when there is nothing to post', () => assert.equal(readPage('<main><p>Wait for two others.</p></main>').form, null));
});

describe('answers', () => {
  it("keep the form's own rules, whatever chance says", () =>
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const answers = new Map(answersTo(formOf(page), seededRandom(seed)));
        const contribution = Number(answers.get('contribution'));
        assert.ok(contribution >= 0 && contribution <= 100 && Number.isInteger(contribution * 2));
        const age = Number(answers.get('age'));
        assert.ok(age >= 18 && age <= 99 && Number.isInteger(age));
        assert.ok(['cooperate', 'defect'].includes(answers.get('move') ?? ''));
        assert.ok(['a', 'B'].includes(answers.get('side') ?? ''));
        assert.equal(answers.get('agree'), '1');
      }),
    ));

  it('carry hidden fields as they are, and leave out what is disabled or a file', () => {
    const answers = answersTo(formOf(page), seededRandom('x'));
    const names = answers.map(([name]) => name);
    assert.equal(new Map(answers).get('_csrf'), 't&k');
    assert.equal(names.includes('off') || names.includes('photo'), false);
    assert.deepEqual(answers.at(-1), ['go', 'next']);
  });
});
