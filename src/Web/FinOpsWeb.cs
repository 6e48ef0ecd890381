using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Actions;
using FinOpsAI.Web.Apis;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Slack;
using FinOpsAI.Web.Identity;
using FinOpsAI.Web.Live;
using FinOpsAI.Web.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web;

/// <summary>Composes API, live hub and dashboard.</summary>
public static class FinOpsWeb
{
    /// <summary>Registers the web side; needs the ports of Core, a grain resolver, the detectors' options and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddFinOpsWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<WebOptions>(configuration.GetSection("FinOpsAI:Web"), options => options.Validate());
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton<LiveEpoch>();
        services.AddSingleton<LiveSubscriptions>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ILiveFeed>(provider => provider.GetRequiredService<LiveFeed>());
        services.AddSingleton<SummaryReader>();
        services.AddSingleton<FeedbackReader>();
        services.AddSingleton<GuidanceNews>();
        services.AddSingleton<SourcesReader>();
        services.AddSingleton<SourcesWriter>();
        services.AddSingleton<SourceFigures>();
        services.AddSingleton<BudgetWriter>();
        services.AddSingleton<BudgetsReader>();
        services.AddSingleton<IncreaseDesk>();
        services.AddSingleton<ExperimentDesk>();
        services.AddScenarios();
        services.AddValue();
        services.AddSingleton<NearbyChanges>();
        services.AddExplorer();
        services.AddChannels(configuration);
        services.AddHostedService<LiveBroadcaster>();
        services.AddActions();
        services.AddIdentity(configuration);
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddSignalR().AddJsonProtocol(options => Configure(options.PayloadSerializerOptions));
        services.AddProblemDetails(options => options.CustomizeProblemDetails = RefusedBody.Describe);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler(options =>
        {
            options.StatusCodeSelector = StatusOf;
            options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException;
        });
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        return services;
    }

    /// <summary>Maps everything onto a web application, the dashboard as the fallback of all other paths.</summary>
    /// <param name="app">The application.</param>
    public static void MapFinOpsWeb(this WebApplication app)
    {
        // Created here, so that it hears every instrument from the start.
        app.Services.GetRequiredService<PrometheusExporter>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseDashboardFiles();
        app.UseIdentity();

        app.MapSystemApi();
        app.MapOpenApi().AllowAnonymous();
        app.MapLiteLlmApi();
        app.MapOtlpApi();
        app.MapSlackApi();
        app.MapHub<LiveHub>("/hubs/live").Needs(Permission.ReadCosts);
        var api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status500InternalServerError);
        api.AddEndpointFilter(ReachFilter.CheckAsync);
        api.MapSessionApi();
        api.MapUsersApi();
        api.MapTokensApi();
        api.MapUsageApi();
        api.MapImportsApi();
        api.MapScopesApi();
        api.MapSummaryApi();
        api.MapCostsApi();
        api.MapForecastsApi();
        api.MapScenariosApi();
        api.MapAdviceApi();
        api.MapAnomaliesApi();
        api.MapChangesApi();
        api.MapExplanationsApi();
        api.MapPoliciesApi();
        api.MapPolicyDecisionsApi();
        api.MapDetectorsApi();
        api.MapAuditApi();
        api.MapFeedbackApi();
        api.MapPlannedEventsApi();
        api.MapBudgetsApi();
        api.MapReservationsApi();
        api.MapIncreaseRequestsApi();
        api.MapExperimentsApi();
        api.MapSourcesApi();
        api.MapRulesApi();
        api.MapAttributionApi();
        api.MapSharedCostsApi();
        api.MapShowbackApi();
        api.MapAlertsApi();
        api.MapChannelsApi();
        api.MapRoutesApi();
        api.MapDeliveriesApi();
        api.MapExploreApi();
        api.MapSavedViewsApi();
        api.MapEfficiencyApi();
        api.MapValueApi();
        api.MapCurrencyApi();

        // An unknown path of the API is an error, not a page of the dashboard. Only for reading: for other methods it would take the place of endpoints whose
        // body is left out or of another type.
        app.MapMethods(
                "/api/{**rest}",
                [HttpMethods.Get, HttpMethods.Head],
                () => TypedResults.Problem("No such resource.", statusCode: StatusCodes.Status404NotFound))
            .WithOrder(int.MaxValue)
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapFallbackToFile("index.html").AllowAnonymous();
    }

    /// <summary>How this API writes and reads JSON.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.NumberHandling = JsonNumberHandling.Strict;
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        GrainFault { Retry: true } => StatusCodes.Status503ServiceUnavailable,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}
