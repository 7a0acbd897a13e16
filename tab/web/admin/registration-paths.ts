import type { RegistrationSubject } from '../../rules/registration/form.ts';

/** What the tab room's pages of registration answer to. */
export const registrationPatterns = {
  slots: '/:slug/admin/registration',
  answers: '/:slug/admin/registration/:subject',
  answersFile: '/:slug/admin/registration/:subject/answers.csv',
} as const;

const at = (slug: string, rest = ''): string => `/${encodeURIComponent(slug)}/admin/registration${rest}`;

export const registrationPaths = {
  slots: (slug: string) => at(slug),
  answers: (slug: string, subject: RegistrationSubject) => at(slug, `/${subject}`),
  answersFile: (slug: string, subject: RegistrationSubject) => at(slug, `/${subject}/answers.csv`),
};
