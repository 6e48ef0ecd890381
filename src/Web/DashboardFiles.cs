using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace FinOpsAI.Web;

/// <summary>The built dashboard: its assets in the compressed form that the build made of them, for those who take it.</summary>
internal static class DashboardFiles
{
    private const string Assets = "/assets";

    private const string Compressed = ".br";

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void UseDashboardFiles(this WebApplication app)
    {
        app.UseDefaultFiles();
        var files = app.Environment.WebRootFileProvider;
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.Path.StartsWithSegments(Assets, StringComparison.Ordinal) && files.GetFileInfo(request.Path + Compressed).Exists)
            {
                context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                if (TakesCompressed(request))
                {
                    request.Path += Compressed;
                }
            }

            return next(context);
        });
        // The type of NAME.js.br is that of NAME.js.
        app.UseStaticFiles(new StaticFileOptions { ContentTypeProvider = new WithoutCompression(), OnPrepareResponse = Describe });
    }

    private static bool TakesCompressed(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "br" && encoding.Quality != 0);

    /// <summary>Built assets carry a hash in their name and never change; the page that names them must be asked for anew.</summary>
    private static void Describe(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        var path = context.Context.Request.Path;
        headers.CacheControl = path.StartsWithSegments(Assets, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (path.Value!.EndsWith(Compressed, StringComparison.Ordinal))
        {
            headers.ContentEncoding = "br";
        }
    }

    private sealed class WithoutCompression : IContentTypeProvider
    {
        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            Types.TryGetContentType(subpath.EndsWith(Compressed, StringComparison.Ordinal) ? subpath[..^Compressed.Length] : subpath, out contentType);
    }
}
