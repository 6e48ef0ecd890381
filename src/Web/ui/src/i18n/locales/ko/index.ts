import anomalies from './anomalies.json';
import attribution from './attribution.json';
import budgets from './budgets.json';
import chart from './chart.json';
import common from './common.json';
import experiments from './experiments.json';
import guidance from './guidance.json';
import nav from './nav.json';
import search from './search.json';
import showback from './showback.json';
import sources from './sources.json';
import spend from './spend.json';

export default { anomalies, attribution, budgets, chart, common, experiments, guidance, nav, search, showback, sources, spend };
