import { useTranslation } from 'react-i18next';
import { roles } from '@/api/roles';

/** Whoever did something, in words: the product itself, a role over generated data, somebody without a name, or a person's name. */
export function usePerson(): (name: string | null) => string {
  const { t } = useTranslation();
  return (name) => {
    if (name === 'system') return t('common.app');
    const role = roles.find((one) => name?.toLowerCase() === `demo:${one.toLowerCase()}`);
    if (role !== undefined) return t(`common.role.${role}`);
    return name === null || name === 'anonymous' ? t('common.somebody') : name;
  };
}
