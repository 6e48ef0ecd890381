using FinOpsAI.Core.Value;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Web.Apis;

/// <summary>Registers units of value.</summary>
internal static class ValueServices
{
    public static void AddValue(this IServiceCollection services)
    {
        services.AddSingleton<ValueReader>();
        services.AddSingleton<ValueDesk>();
    }
}
