using System.Collections.Frozen;

namespace FinOpsAI.Ingest.Currency;

/// <summary>The currency codes of ISO 4217 that money is charged in; metals, funds and test codes are left out.</summary>
public static class CurrencyCodes
{
    private const string Codes =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE "
        + "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY "
        + "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
        + "NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
        + "TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, string> Known =
        Codes.Split(' ').ToFrozenDictionary(code => code, code => code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a code in either case.</summary>
    /// <returns>False when it is not a currency.</returns>
    public static bool TryParse(string text, out string code)
    {
        code = Known.GetValueOrDefault(text.Trim(), "");
        return code.Length > 0;
    }
}
