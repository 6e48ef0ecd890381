using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>Says what is wrong with a body that no call could read: which field, and where it stands.</summary>
internal static class RefusedBody
{
    public static void Describe(ProblemDetailsContext context)
    {
        if (context.Exception is not BadHttpRequestException refused)
        {
            return;
        }

        var problem = context.ProblemDetails;
        if (refused.InnerException is JsonException fault)
        {
            var place = fault.LineNumber is { } line ? $" (line {line + 1}, byte {fault.BytePositionInLine})" : string.Empty;
            var field = fault.Path is ['$', '.', .. var path] ? path : null;
            problem.Detail = $"The body is not JSON as this call takes it{(field is null ? string.Empty : $": {field}")}{place}.";
            if (field is not null)
            {
                problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [$"Not JSON of the expected type{place}."] };
            }

            return;
        }

        problem.Detail = refused.StatusCode switch
        {
            StatusCodes.Status400BadRequest when refused.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => "A JSON body is expected.",
            StatusCodes.Status415UnsupportedMediaType => "The body's type is not taken here: expected application/json.",
            _ => refused.Message,
        };
    }
}
