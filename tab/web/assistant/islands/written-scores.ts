import { criteriaScore } from '../../../rules/ballots/criteria.ts';
import type { SheetRule } from '../../../rules/ballots/scoresheet.ts';
import { numberIn } from './typed-score.ts';

/** The scores of a sheet as they stand in its fields, by side and position; speeches by criteria get their sum, which is shown beside them. */
export function writtenScores(element: HTMLElement, sheet: number, rule: SheetRule): (number | null)[][] {
  const positions = rule.substantives + (rule.reply === null ? 0 : 1);
  const valueOf = (name: string): number | null => numberIn(element.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? '');
  return Array.from({ length: rule.teams }, (_team, side) =>
    Array.from({ length: positions }, (_slot, index) => {
      const place = `${sheet}-${side}-${index + 1}`;
      if (index >= rule.substantives || rule.criteria.length === 0) return valueOf(`score-${place}`);
      const given = rule.criteria.map((_one, criterion) => valueOf(`criterion-${place}-${criterion}`));
      const score = criteriaScore(given, rule.criteria);
      const sum = element.querySelector(`[data-sum="score-${place}"]`);
      if (sum) sum.textContent = score === null ? '' : String(score);
      return score;
    }),
  );
}

/** What was given for each criterion, by side and speech; nothing where speeches have one score each. */
export function writtenCriteria(element: HTMLElement, sheet: number, rule: SheetRule): (number | null)[][][] | undefined {
  if (rule.criteria.length === 0) return undefined;
  return Array.from({ length: rule.teams }, (_team, side) =>
    Array.from({ length: rule.substantives }, (_slot, index) =>
      rule.criteria.map((_one, criterion) =>
        numberIn(element.querySelector<HTMLInputElement>(`[name="criterion-${sheet}-${side}-${index + 1}-${criterion}"]`)?.value ?? ''),
      ),
    ),
  );
}
