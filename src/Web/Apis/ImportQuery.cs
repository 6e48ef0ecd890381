using System.ComponentModel;
using FinOpsAI.Core.Ports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FinOpsAI.Web.Apis;

/// <summary>What the sender of a file says about it.</summary>
internal sealed record ImportQuery(
    [property: FromQuery(Name = "name"), Description("The file's name.")] string? Name,
    [property: FromQuery(Name = "format"), Description("usage, focus, cur, azure-cost, gpu-hours, azure-llm-trace, alibaba-genai or csv; by default found out.")] string? Format,
    [property: FromQuery(Name = "map"), Description("CSV in columns of its own: field=column, such as timestamp=Date, once for each column to be read. Without any, columns named like fields are.")]
    string[]? Map,
    [property: FromQuery(Name = "provider"), Description("Provider of rows that name none.")] string? Provider,
    [property: FromQuery(Name = "model"), Description("Model of rows that name none.")] string? Model,
    [property: FromQuery(Name = "row_team"), Description("Team of rows that name none.")] string? RowTeam,
    [property: FromQuery(Name = "row_project"), Description("Project of rows that name none.")] string? RowProject,
    [property: FromQuery(Name = "row_resource"), Description("Resource of rows that name none.")] string? RowResource,
    [property: FromQuery(Name = "currency"), Description("Currency of costs that name none, an ISO 4217 code.")] string? Currency,
    [property: FromQuery(Name = "decimal_comma"), Description("Whether numbers are written 1234,56.")] string? DecimalComma,
    [property: FromQuery(Name = "revision"), Description("A later delivery of the same rows needs a higher one to replace the earlier: a whole number, 0 by default.")] string? Revision,
    [property: FromQuery(Name = "head"), Description("true: only the file's beginning is sent, and may end within a row.")] string? Head)
{
    private const int MaxName = 256;

    /// <summary>Reads it.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public ValidationProblem? TryRead(out UsageFile file)
    {
        var query = new Query();
        query.Require("name", Name);
        file = new()
        {
            Name = Path.GetFileName(query.Text("name", Name, MaxName) ?? ""),
            Format = query.Text("format", Format, MaxName) ?? UsageFile.AutoFormat,
            Map = ReadMap(query),
            Provider = query.Text("provider", Provider, MaxName),
            Model = query.Text("model", Model, MaxName),
            Team = query.Text("row_team", RowTeam, MaxName),
            Project = query.Text("row_project", RowProject, MaxName),
            Resource = query.Text("row_resource", RowResource, MaxName),
            Currency = query.Text("currency", Currency, 3),
            DecimalComma = string.IsNullOrEmpty(DecimalComma) ? null : query.Flag("decimal_comma", DecimalComma),
            Revision = query.Number("revision", Revision, 0, 0, int.MaxValue),
            IsHead = query.Flag("head", Head),
        };
        return query.Problem();
    }

    private Dictionary<string, string>? ReadMap(Query query)
    {
        if (Map is not { Length: > 0 })
        {
            return null;
        }

        Dictionary<string, string> map = new(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in Map)
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0 || sign == pair.Length - 1)
            {
                query.Fail("map", $"'{pair}': expected field=column, such as timestamp=Date.");
            }
            else if (!map.TryAdd(pair[..sign].Trim(), pair[(sign + 1)..].Trim()))
            {
                query.Fail("map", $"'{pair[..sign].Trim()}' is named twice.");
            }
        }

        return map;
    }
}
