import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Explorer } from '@/features/explore/components/Explorer';
import { SavedViews } from '@/features/explore/components/SavedViews';
import { exploreFields, groupOf } from '@/features/explore/model/explore-state';
import { RecordsDrawer } from '@/features/spend/components/RecordsDrawer';
import { useSearchState } from '@/url/use-search-state';
import { Page } from '@/ui/Page';
import { useScopeName } from '@/ui/use-scope-name';
import { useHomeScope } from '@/ui/use-session';

export function Component() {
  const { t } = useTranslation();
  const scopeName = useScopeName();
  const home = useHomeScope();
  const [state, setState] = useSearchState(exploreFields);
  const [records, setRecords] = useState<string | null>(null);
  const scope = state.scope ?? home;
  return (
    <Page title={t('nav.pages.explore')} actions={<SavedViews scope={scope} opened={state.saved} />}>
      <Explorer
        state={state}
        scope={scope}
        group={groupOf(state, scope)}
        // The place where one's pages begin needs no words in the address.
        onChange={(patch, options) => setState(patch.scope === home ? { ...patch, scope: null } : patch, options)}
        onRecords={setRecords}
      />
      <RecordsDrawer scope={records ?? scope} name={scopeName.path(records ?? scope)} open={records !== null} onClose={() => setRecords(null)} />
    </Page>
  );
}
