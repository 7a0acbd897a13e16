import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { errorsIn, errorsMarkdown, errorsPage, listedErrors } from './list-errors.ts';

describe('the page of errors', () => {
  it('reads code, status, message and hint of a fault', () => {
    const source =
      "super({\n  code: 'TAB_ODD_TEAMS',\n  status: 422,\n  message: `${teams} teams are available.`,\n  hint: 'Mark one as unavailable.',\n});";
    assert.deepEqual(errorsIn(source), [
      { code: 'TAB_ODD_TEAMS', status: '422', message: '… teams are available.', hint: 'Mark one as unavailable.' },
    ]);
  });

  it('names every code there is: after a change run node tools/list-errors.ts', () => {
    assert.ok(listedErrors().length > 20);
    assert.equal(readFileSync(errorsPage, 'utf8'), errorsMarkdown(listedErrors()));
  });
});
