using FinOpsAI.Benchmarks;

// Each benchmark prints rows for docs/performance.md; ratios are always taken within one run.
return args switch
{
    ["ingest", .. var rest] => await IngestBenchmark.RunAsync(rest),
    ["backfill", .. var rest] => await BackfillBenchmark.RunAsync(rest),
    ["maths"] => await MathsBenchmark.RunAsync(),
    ["attribution"] => await AttributionBenchmark.RunAsync(),
    ["mailbox"] => await MailboxBenchmark.RunAsync(),
    ["live", .. var rest] => await LiveBenchmark.RunAsync(rest),
    ["viewers", .. var rest] => await LiveBenchmark.HoldAsync(rest),
    ["fill", .. var rest] => await YearStore.RunAsync(rest),
    ["api", .. var rest] => await ApiBenchmark.RunAsync(rest),
    ["facts", .. var rest] => await FactsBenchmark.RunAsync(rest),
    ["budgets", .. var rest] => await BudgetsBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        usage: Benchmarks ingest [sqlite|postgres] [records]   HTTP to ledger to grains, as a share of a raw deduplicating bulk insert
               Benchmarks backfill [sqlite|postgres] [records]  a month of FOCUS files into the running product: rate and memory
               Benchmarks maths                                detector update a point, forecast refit, state of a scope
               Benchmarks attribution                          what rules cost a record, how long shared costs take to divide
               Benchmarks mailbox                              calls per second, bytes per grain, activation from a snapshot
               Benchmarks live [viewers] [records/s]           from POST to every viewer, over real connections, data coming in
               Benchmarks viewers URL TOKEN COUNT              holds live connections open, for measurements with a browser
               Benchmarks fill DIR [resources] [days]          a large store, for measurements with a browser
               Benchmarks api [resources] [days]               answer times over a large store
               Benchmarks facts [sqlite|postgres] [resources] [days]  what daily facts cost to write, keep and ask
               Benchmarks budgets [sqlite|postgres] [calls]    durable reservations of one budget: rate and waiting time
        """);
    return 64;
}
