using System.Net;
using System.Net.Http.Headers;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>
/// The body of an object as it comes over HTTP. A connection that breaks or stalls is taken up again where it stopped, as long as the object is
/// still the same one: files of gigabytes are read for minutes.
/// </summary>
internal sealed class ObjectDownload : ForwardStream
{
    private const int MostResumes = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly ConnectorContext _context;
    private readonly Func<Action<HttpRequestMessage>?, HttpRequestMessage> _request;
    private readonly string _name;
    private readonly EntityTagHeaderValue? _tag;
    private HttpResponseMessage _response;
    private Stream _body;
    private long _position;
    private int _resumes;

    private ObjectDownload(
        ConnectorContext context,
        Func<Action<HttpRequestMessage>?, HttpRequestMessage> request,
        string name,
        HttpResponseMessage response,
        Stream body)
    {
        (_context, _request, _name, _response, _body) = (context, request, name, response, body);

        // Without a length the client has decompressed the body, and positions in it say nothing.
        _tag = response.Content.Headers.ContentLength is null || response.Headers.ETag is { IsWeak: true } ? null : response.Headers.ETag;
    }

    /// <summary>Opens an object.</summary>
    /// <param name="context">The way to the provider.</param>
    /// <param name="name">The object's name for people.</param>
    /// <param name="request">Makes the request, with headers to be added before it is signed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Stream> OpenAsync(
        ConnectorContext context, string name, Func<Action<HttpRequestMessage>?, HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var response = await context.Http.OpenAsync(() => request(null), cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ObjectDownload(context, request, name, response, body);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            using var patience = new CancellationTokenSource(Patience, _context.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                var count = await _body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
                _position += count;
                return count;
            }
            catch (Exception e) when (
                e is IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (_tag is null || ++_resumes > MostResumes)
                {
                    throw new SourceException(SourceFaultCode.BadAnswer, $"{_name}: the file breaks off after {_position:N0} bytes: {e.Message}", null, e);
                }
            }

            await ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _response.Dispose();
        try
        {
            _response = await _context.Http.OpenAsync(
                () => _request(request =>
                {
                    request.Headers.Range = new(_position, null);
                    request.Headers.IfMatch.Add(_tag!);
                }),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SourceException e) when (e.Code is SourceFaultCode.Settings)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"{_name} was replaced while it was read; it is read anew next time.", null, e);
        }

        if (_response.StatusCode is not HttpStatusCode.PartialContent)
        {
            throw new SourceException(
                SourceFaultCode.BadAnswer, $"{_name}: the file breaks off after {_position:N0} bytes, and the store cannot go on there.");
        }

        _body = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }
}
