/** Of what a rule brings up. */
export const ruleSubject = (id: number): string => `rule:${id}`;
