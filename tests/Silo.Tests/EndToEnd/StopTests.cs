using System.Net;
using System.Net.Http.Headers;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>What is under way when the server is asked to stop.</summary>
public sealed class StopTests
{
    /// <summary>Longer than the two seconds that a command line gives its commands by default.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromSeconds(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_request_that_takes_its_time_is_answered_before_the_server_ends()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);
        await silo.WhenReadyAsync(Token);
        using var body = new SlowBody(
            $$"""{"id":"slow","timestamp":"{{TimeProvider.System.GetUtcNow():O}}","provider":"openai","model":"gpt-4o","team":"search","project":"p","resource":"r","effective_cost":2,"billing_currency":"USD"}""");

        var answer = silo.Client.PostAsync("/api/v1/usage", body, Token);
        await body.Begun.WaitAsync(Token);
        var stopped = silo.StopAsync();
        await Task.Delay(Slowly, TimeProvider.System, Token);
        stopped.IsCompleted.ShouldBeFalse("it waits for the request");
        body.Finish();

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stopped).ShouldBe(0);
    }

    /// <summary>A record of which the last byte is sent only when the test says so.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(string json)
        {
            _bytes = System.Text.Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(..^1), Token);
            await stream.FlushAsync(Token);
            _begun.SetResult();
            await _finish.Task;
            await stream.WriteAsync(_bytes.AsMemory(^1..), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
