using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;
using FinOpsAI.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FinOpsAI.Web.Apis;

/// <summary>In which currency costs are added up, and how others are converted into it.</summary>
internal static class CurrencyApi
{
    public static void MapCurrencyApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/currency", Get).Needs(Permission.ReadCosts).WithName("getCurrency").WithTags("System").WithSummary("Reporting currency and exchange rates");

    private static Ok<CurrencyResponse> Get(ICurrencies currencies, IExchangeRates rates, TimeProvider time) => TypedResults.Ok(new CurrencyResponse(
        currencies.Reporting,
        (int)rates.StaleAfter.TotalDays,
        [
            .. rates.List(time.GetUtcNow())
                .Select(one => new ExchangeRateResponse(one.Rate.From, one.Rate.Rate, one.Rate.AsOf, one.Rate.Source, one.State)),
        ]));
}
