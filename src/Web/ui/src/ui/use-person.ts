import { useTranslation } from 'react-i18next';
import { roles } from '@/api/roles';

/** Whoever did something, in words: the product itself, a role over generated data, a program's token, somebody without a name, or a person's name. */
export function usePerson(): (name: string | null) => string {
  const { t } = useTranslation();
  return (name) => {
    if (name === 'system') return t('common.app');
    const role = roles.find((one) => name?.toLowerCase() === `demo:${one.toLowerCase()}`);
    if (role !== undefined) return t(`common.role.${role}`);
    if (name?.startsWith('token:') === true) return t('common.token', { name: name.slice('token:'.length) });
    // A program that says for whom it acts.
    const [, somebody, token] = /^(.+) \(token:(.+)\)$/.exec(name ?? '') ?? [];
    if (somebody !== undefined) return `${somebody} (${t('common.token', { name: token })})`;
    return name === null || name === 'anonymous' ? t('common.somebody') : name;
  };
}
