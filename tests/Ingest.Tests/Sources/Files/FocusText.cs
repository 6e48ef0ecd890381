namespace FinOpsAI.Ingest.Tests.Sources.Files;

/// <summary>FOCUS files as text.</summary>
internal static class FocusText
{
    public const string Header =
        "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,"
        + "ConsumedUnit,EffectiveCost,ListCost,ServiceProviderName,HostProviderName,ResourceId,ServiceName,SkuMeter,SubAccountId,Tags,x_New";

    /// <summary>A row of a month; the day is the amount's tenth part, so that rows differ.</summary>
    public static string Row(string month, string resource, decimal cost, string team = "search") => FormattableString.Invariant(
        $"{cost},acct-1,USD,{month}-01T00:00:00Z,{month}-28T00:00:00Z,Usage,{month}-05T10:00:00Z,{month}-05T11:00:00Z,30000,Tokens,{cost},{cost},KT Cloud,Not Applicable,{resource},Demo Inference,Output Tokens,proj-9,\"{{\"\"team\"\":\"\"{team}\"\"}}\",?");

    public static string File(params IEnumerable<string> rows) => $"{Header}\n{string.Join('\n', rows)}\n";
}
