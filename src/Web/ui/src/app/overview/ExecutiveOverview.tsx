import { BudgetLine } from '@/features/budgets/components/BudgetLine';
import { PerRequestCard } from '@/features/efficiency/components/PerRequestCard';
import { MonthChangeCard } from '@/features/explanations/components/MonthChangeCard';
import { MonthSentence } from '@/features/explanations/components/MonthChange';
import { ExecutiveFigures } from '@/features/spend/components/ExecutiveFigures';
import { MonthCourse } from '@/features/spend/components/MonthCourse';
import { TopParts } from '@/features/spend/components/TopParts';
import { ValueCard } from '@/features/value/components/ValueCard';
import { Later } from '@/ui/Later';
import { Row } from '@/ui/Page';
import type { OverviewProps } from './overview-props';

/** Three figures, a sentence, a fan, three teams: on one sheet of paper. */
export function ExecutiveOverview({ scope, name }: OverviewProps) {
  return (
    <>
      <ExecutiveFigures
        scope={scope}
        budget={(summary) => <BudgetLine summary={summary} name={name} />}
        value={<ValueCard scope={scope} without={<PerRequestCard scope={scope} />} />}
        change={(summary) => <MonthChangeCard summary={summary} />}
      />
      <Later>
        <MonthSentence scope={scope} />
        <Row columns="minmax(0, 1.9fr) minmax(330px, 1fr)">
          <MonthCourse scope={scope} />
          <TopParts scope={scope} />
        </Row>
      </Later>
    </>
  );
}
