import alerts from './alerts.json';
import anomalies from './anomalies.json';
import attribution from './attribution.json';
import audit from './audit.json';
import budgets from './budgets.json';
import changes from './changes.json';
import chart from './chart.json';
import common from './common.json';
import currency from './currency.json';
import efficiency from './efficiency.json';
import experiments from './experiments.json';
import explanations from './explanations.json';
import explore from './explore.json';
import figures from './figures.json';
import guidance from './guidance.json';
import identity from './identity.json';
import nav from './nav.json';
import overview from './overview.json';
import onboarding from './onboarding.json';
import policies from './policies.json';
import scenarios from './scenarios.json';
import search from './search.json';
import showback from './showback.json';
import sources from './sources.json';
import spend from './spend.json';
import value from './value.json';

export default {
  alerts,
  anomalies,
  attribution,
  audit,
  budgets,
  changes,
  chart,
  common,
  currency,
  efficiency,
  experiments,
  explanations,
  explore,
  figures,
  guidance,
  identity,
  nav,
  overview,
  onboarding,
  policies,
  scenarios,
  search,
  showback,
  sources,
  spend,
  value,
};
