using System.Globalization;
using System.Threading.RateLimiting;
using FinOpsAI.Core.Identity;
using FinOpsAI.Web.Apis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web.Identity;

/// <summary>How much one caller may ask: attempts to sign in by address, everything else by user or token.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    public static void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter =
                Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem("Too many requests: wait as long as Retry-After says.", statusCode: StatusCodes.Status429TooManyRequests)
                .ExecuteAsync(rejected.HttpContext);
        };
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var options = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value;
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (endpoint?.Metadata.GetMetadata<SignInEndpoint>() is not null)
        {
            return RateLimitPartition.GetFixedWindowLimiter(
                $"sign-in {address}", _ => new() { PermitLimit = options.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) });
        }

        // Pages and scripts, health and what is nobody's.
        if (endpoint is null || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && endpoint.Metadata.GetMetadata<Need>() is null)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        var who = Caller.Find(context)?.Id ?? address;
        return endpoint.Metadata.GetMetadata<Need>()?.Permission is Permission.Ingest or Permission.Reserve
            ? RateLimitPartition.GetTokenBucketLimiter(
                $"machine {who}", _ => Bucket(options.MachineRequestsPerSecond, 10 * options.MachineRequestsPerSecond))
            : RateLimitPartition.GetTokenBucketLimiter($"api {who}", _ => Bucket(options.RequestsPerSecond, options.RequestBurst));
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => perSecond >= 10
        ? new() { TokensPerPeriod = perSecond / 10, ReplenishmentPeriod = Period, TokenLimit = burst }
        : new() { TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), TokenLimit = burst };
}
