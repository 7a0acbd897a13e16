import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { may, mayAssist, permissionsOf } from './access.ts';
import { isPermission, permissionAreas, permissionMeaning, permissions } from './permissions.ts';
import { defaultGroups } from './presets/groups.ts';

describe('permissions', () => {
  it('stand in one area each', () => {
    const inAreas = permissionAreas.flatMap((area) => area.permissions);
    assert.deepEqual(inAreas, permissions);
    assert.ok(permissionAreas.every((area) => area.permissions.length > 0));
  });

  it('keep the codes of imports, the misspelt one too', () => {
    for (const code of ['view.particpants', 'edit.roundavailability.venue', 'mark.ballotsubmission.others', 'view.ballotsubmission.new'])
      assert.ok(isPermission(code), code);
    for (const code of ['view.participants', 'toString', '', null, 7]) assert.ok(!isPermission(code));
  });

  it('say what they allow', () => {
    assert.equal(permissionMeaning('release.draw'), 'Publish draws');
  });
});

describe('the groups of a new tournament', () => {
  it('are the six of the requirements', () => {
    assert.deepEqual(
      defaultGroups.map(({ name }) => name),
      ['Equity', 'Adjudication Core', 'Tabulation Director', 'Tabulation Assistant', 'Language', 'Registration'],
    );
  });

  it('give nothing twice', () => {
    for (const group of defaultGroups) assert.equal(new Set(group.permissions).size, group.permissions.length, group.name);
  });

  const cases = [
    { group: 'Tabulation Director', has: permissions, lacks: [] },
    { group: 'Tabulation Assistant', has: ['add.ballotsubmission', 'edit.roomcheckin'], lacks: ['mark.ballotsubmission', 'release.draw'] },
    { group: 'Equity', has: ['edit.teaminstitutionconflict', 'view.anonymous'], lacks: ['edit.debateadjudicator', 'view.feedback'] },
    { group: 'Adjudication Core', has: ['edit.debateadjudicator', 'release.motion'], lacks: ['generate.debate', 'edit.settings'] },
    { group: 'Language', has: ['edit.breakeligibility'], lacks: ['generate.break'] },
    { group: 'Registration', has: ['add.team', 'view.participants.contact'], lacks: ['view.debate.admin'] },
  ] as const;
  for (const c of cases)
    it(`${c.group} may do its work and no more`, () => {
      const held = new Set(defaultGroups.find(({ name }) => name === c.group)?.permissions);
      assert.ok(c.has.every((permission) => held.has(permission)));
      assert.ok(!c.lacks.some((permission) => held.has(permission)));
    });
});

describe('who may do what', () => {
  it('comes from what a person was given and from each group', () => {
    const held = permissionsOf(['view.team'], [{ permissions: ['add.team'] }, { permissions: ['view.team', 'view.inst'] }]);
    assert.deepEqual([...held].sort(), ['add.team', 'view.inst', 'view.team']);
    const member = { isSuperuser: false, permissions: held };
    assert.ok(may(member, 'add.team'));
    assert.ok(!may(member, 'release.draw'));
  });

  it('superusers may do everything', () => {
    assert.ok(may({ isSuperuser: true, permissions: new Set() }, 'delete.debate'));
  });

  it('assistants go as far as the setting lets them', () => {
    const open = (access: 'all_areas' | 'results_draw' | 'results_only' | 'none'): string =>
      (['results', 'draw', 'other'] as const).filter((area) => mayAssist({ assistant_access: access }, area)).join(' ');
    assert.deepEqual((['all_areas', 'results_draw', 'results_only', 'none'] as const).map(open), [
      'results draw other',
      'results draw',
      'results',
      '',
    ]);
  });
});
