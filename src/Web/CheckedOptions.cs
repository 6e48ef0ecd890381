using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Web;

/// <summary>Options that name what is wrong with them.</summary>
public static class CheckedOptions
{
    /// <summary>Options that are bound, checked at start, and handed out as they are.</summary>
    /// <param name="services">Where they are registered.</param>
    /// <param name="section">Their section of the configuration.</param>
    /// <param name="validate">Names everything that is out of range, by configuration key.</param>
    public static void AddChecked<T>(this IServiceCollection services, IConfiguration section, Func<T, IEnumerable<string>> validate)
        where T : class
    {
        services.AddOptions<T>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new Check<T>(validate));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }

    private sealed class Check<T>(Func<T, IEnumerable<string>> validate) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            validate(options).ToList() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
