using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>Experiments: started with an estimate and a cap, watched while they run, compared by what they brought.</summary>
internal static class ExperimentsApi
{
    private const string Tag = "Experiments";
    private const int ComparedAtMost = 20;

    private static readonly TimeSpan CourseAtMost = TimeSpan.FromDays(30);

    /// <summary>Where one lies, by its id.</summary>
    private static readonly ItemScope Where = ItemScope.In<IExperimentStore>(
        async (store, id, token) => (await store.FindAsync(id, token))?.Scope);

    public static void MapExperimentsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/experiments", List).Needs(Permission.ReadCosts).WithName("listExperiments").WithTags(Tag).WithSummary("Experiments and how they stand");
        api.MapPost("/experiments", Start).Needs(Permission.ManageExperiments).WithName("startExperiment").WithTags(Tag).WithSummary("Starts an experiment");
        api.MapGet("/experiments/compare", Compare).Needs(Permission.ReadCosts).WithName("compareExperiments").WithTags(Tag).WithSummary("Experiments by cost per unit of a metric");
        api.MapGet("/experiments/{id}", Get).Needs(Permission.ReadCosts).On(Where).WithName("getExperiment").WithTags(Tag).WithSummary("An experiment with its course");
        api.MapPost("/experiments/{id}/metrics", Report).Needs(Permission.ManageExperiments).On(Where).WithName("reportMetric").WithTags(Tag).WithSummary("Reports what an experiment has come to");
        api.MapPost("/experiments/{id}/end", End).Needs(Permission.ManageExperiments).On(Where).WithName("endExperiment").WithTags(Tag).WithSummary("Finishes or stops an experiment");
    }

    private static async Task<Ok<ExperimentListResponse>> List(
        HttpContext context, IExperimentStore experiments, ExperimentDesk desk, CancellationToken cancellationToken)
    {
        var declared = await experiments.ListAsync(cancellationToken);
        var names = declared.Select(experiment => experiment.Id).ToHashSet(StringComparer.Ordinal);

        // Records alone name those that nobody declared, so that they belong to no team.
        var totals = Caller.Reaches(context, ScopePath.Organization) ? await experiments.ListTotalsAsync(cancellationToken) : [];
        return TypedResults.Ok(new ExperimentListResponse(
            await desk.ReadAsync([.. declared.Where(experiment => Caller.Reaches(context, experiment.Scope))], cancellationToken),
            [.. totals
                .Where(total => !names.Contains(total.Experiment) && total.Records > 0)
                .OrderByDescending(total => total.Cost)
                .Select(total => new UndeclaredExperimentResponse(
                    total.Experiment, total.Cost, total.Records, total.Unpriced, total.FirstAt, total.LastAt))]));
    }

    private static async Task<Results<Created<ExperimentResponse>, Conflict<ExperimentResponse>, ValidationProblem>> Start(
        HttpContext context, ExperimentDesk desk, ICurrencies currencies, TimeProvider time, ExperimentRequest request, CancellationToken cancellationToken)
    {
        var query = new Query();
        if (ExperimentForm.Read(query, request, currencies, time.GetUtcNow(), Caller.Name(context)) is not { } experiment)
        {
            return query.Problem()!;
        }

        var (isNew, answer) = await desk.StartAsync(experiment, request.Hard ?? true, [.. request.FreeModels ?? []], Caller.Name(context), cancellationToken);
        if (!isNew && !Caller.Reaches(context, ScopePath.Parse(answer.Scope.Key)))
        {
            query.Fail("id", $"'{experiment.Id}' is taken.");
            return query.Problem()!;
        }

        return isNew ? TypedResults.Created($"/api/v1/experiments/{Uri.EscapeDataString(experiment.Id)}", answer) : TypedResults.Conflict(answer);
    }

    private static async Task<Results<Ok<ExperimentDetailResponse>, NotFound>> Get(
        string id, IExperimentStore experiments, ExperimentDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await experiments.FindAsync(id, cancellationToken) is not { } experiment)
        {
            return TypedResults.NotFound();
        }

        var since = time.GetUtcNow() - CourseAtMost;
        var costs = await experiments.ListCostsAsync(id, since, cancellationToken);
        var reports = await experiments.ListMetricsAsync(id, cancellationToken);
        var answer = (await desk.ReadAsync([experiment], cancellationToken))[0];
        return TypedResults.Ok(new ExperimentDetailResponse(
            answer,
            Course(costs, answer.Cost),
            [.. reports.Select(report => new ExperimentReportResponse(report.Name, report.Value, report.Cost, report.At))]));
    }

    /// <summary>Hours, and the sum up to each; what was before the first is not known by the hour, unless it is nothing.</summary>
    private static List<ExperimentPointResponse> Course(IReadOnlyList<ExperimentCost> costs, decimal total)
    {
        var isWhole = costs.Sum(cost => cost.Cost) == total;
        var points = new List<ExperimentPointResponse>();
        var sum = 0m;
        foreach (var hour in costs.GroupBy(cost => Granularity.Hour.Floor(cost.Start)))
        {
            var cost = hour.Sum(part => part.Cost);
            sum += cost;
            points.Add(new(hour.Key, cost, isWhole ? sum : null));
        }

        return points;
    }

    private static async Task<Results<Ok<ExperimentComparisonResponse>, ValidationProblem>> Compare(
        HttpContext context, IExperimentStore experiments, ExperimentDesk desk, TimeProvider time, string? ids, string? metric, CancellationToken cancellationToken)
    {
        var query = new Query();
        query.Require("ids", ids);
        var names = (ids ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (names.Count > ComparedAtMost)
        {
            query.Fail("ids", $"{names.Count} are too many: expected at most {ComparedAtMost}.");
        }

        var found = new List<Experiment>();
        foreach (var name in names.Take(ComparedAtMost))
        {
            if (await experiments.FindAsync(name, cancellationToken) is { } experiment && Caller.Reaches(context, experiment.Scope))
            {
                found.Add(experiment);
            }
            else
            {
                query.Fail("ids", $"There is no experiment '{name}'.");
            }
        }

        return query.Problem() is { } problem
            ? problem
            : TypedResults.Ok(ExperimentDesk.Compare(await desk.ReadAsync(found, cancellationToken), query.Text("metric", metric, 100), time.GetUtcNow()));
    }

    private static async Task<Results<Ok<ExperimentResponse>, NotFound, ValidationProblem>> Report(
        string id, IExperimentStore experiments, ExperimentDesk desk, ExperimentMetricRequest request, CancellationToken cancellationToken)
    {
        if (await experiments.FindAsync(id, cancellationToken) is not { } experiment)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        var name = query.Text("name", request.Name, 100);
        query.Require("name", name);
        if (request.Value is null)
        {
            query.Fail("value", "Required.");
        }
        else if (request.Value is < 0 or > BudgetForm.MaxAmount)
        {
            query.Fail("value", $"{request.Value} is out of range: expected 0 to {BudgetForm.MaxAmount}.");
        }

        return query.Problem() is { } problem
            ? problem
            : TypedResults.Ok(await desk.ReportAsync(experiment, name!, request.Value!.Value, cancellationToken));
    }

    private static async Task<Results<Ok<ExperimentResponse>, NotFound, Conflict<ExperimentResponse>, ValidationProblem>> End(
        string id,
        HttpContext context,
        IExperimentStore experiments,
        ExperimentDesk desk,
        ExperimentEndRequest request,
        CancellationToken cancellationToken)
    {
        if (await experiments.FindAsync(id, cancellationToken) is not { } experiment)
        {
            return TypedResults.NotFound();
        }

        var query = new Query();
        if (request.State == ExperimentState.Running)
        {
            query.Fail("state", "Expected finished or stopped.");
        }

        var outcome = query.Text("outcome", request.Outcome, 2_000);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (experiment.State != ExperimentState.Running)
        {
            return TypedResults.Conflict((await desk.ReadAsync([experiment], cancellationToken))[0]);
        }

        return TypedResults.Ok(
            await desk.EndAsync(experiment, request.State ?? ExperimentState.Finished, outcome, Caller.Name(context), cancellationToken));
    }
}
