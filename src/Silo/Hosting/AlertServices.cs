using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Web;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Silo.Hosting;

/// <summary>Registers incidents, notices and their delivery.</summary>
internal static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<AlertOptions>(configuration.GetSection("FinOpsAI:Alerts"), options => options.Validate());
        services.AddChecked<OutboxOptions>(configuration.GetSection("FinOpsAI:Outbox"), options => options.Validate());
        services.AddChecked<ReportOptions>(configuration.GetSection("FinOpsAI:Reports"), options => options.Validate());
        services.AddOptions<AlertOptions>().PostConfigure<IOptions<CurrencyOptions>>(
            (alerts, currency) => alerts.Currency = currency.Value.Reporting);
        services.AddSingleton<WorkSignal<OutboxDispatcher>>();
        services.AddSingleton<INoticeSink>(provider => new NoticeDesk(
            provider.GetRequiredService<IOutbox>(),
            provider.GetRequiredService<IChannelStore>(),
            provider.GetServices<INoticeListener>,
            provider.GetRequiredService<WorkSignal<OutboxDispatcher>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IncidentTeller>();
        services.AddSingleton<ChannelSenders>();
        services.AddSingleton<INoticeSender>(provider => provider.GetRequiredService<ChannelSenders>());
        services.AddSingleton<ChannelHealth>();
        services.AddSingleton<ChannelWorker>();
        services.AddSingleton<IEnginePart, AlertTicker>();
        services.AddSingleton<IEnginePart, OutboxDispatcher>();
        services.AddSingleton<WeeklyReports>();
        services.AddSingleton<IEnginePart, WeeklyReporter>();
    }
}
