import alerts from './alerts.json';
import anomalies from './anomalies.json';
import attribution from './attribution.json';
import audit from './audit.json';
import budgets from './budgets.json';
import chart from './chart.json';
import common from './common.json';
import experiments from './experiments.json';
import explanations from './explanations.json';
import guidance from './guidance.json';
import identity from './identity.json';
import nav from './nav.json';
import policies from './policies.json';
import search from './search.json';
import showback from './showback.json';
import sources from './sources.json';
import spend from './spend.json';

export default {
  alerts,
  anomalies,
  attribution,
  audit,
  budgets,
  chart,
  common,
  experiments,
  explanations,
  guidance,
  identity,
  nav,
  policies,
  search,
  showback,
  sources,
  spend,
};
