using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace FinOpsAI.TestSupport;

/// <summary>A viewer: a SignalR connection in its JSON protocol over a WebSocket, as the dashboard holds it.</summary>
public sealed class LiveConnection : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Queue<JsonElement> _received = new();

    /// <summary>Live messages that came before the answer to a subscription.</summary>
    private readonly Queue<JsonElement> _early = new();
    private int _invocations;

    private LiveConnection()
    {
    }

    public static async Task<LiveConnection> OpenAsync(Uri server, string? credential, CancellationToken cancellationToken)
    {
        var connection = new LiveConnection();
        if (credential is not null)
        {
            connection._socket.Options.SetRequestHeader("Authorization", $"Bearer {credential}");
        }

        await connection._socket.ConnectAsync(new($"ws://{server.Authority}/hubs/live"), cancellationToken);
        await connection.SendAsync("""{"protocol":"json","version":1}""", cancellationToken);
        return connection;
    }

    /// <summary>Watches scopes; the answer is the completion message, with <c>result</c> or <c>error</c>.</summary>
    public async Task<JsonElement> SubscribeAsync(IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        var id = (++_invocations).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var arguments = JsonSerializer.Serialize(new[] { scopes });
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"Subscribe","arguments":{{arguments}}}""", cancellationToken);
        while (true)
        {
            var message = await NextAsync(cancellationToken);
            if (message.TryGetProperty("invocationId", out var answered) && answered.GetString() == id)
            {
                return message;
            }

            if (IsLive(message))
            {
                _early.Enqueue(message);
            }
        }
    }

    /// <summary>The next live messages, one array at a time, with the moment of their arrival.</summary>
    public async Task<(IReadOnlyList<JsonElement> Messages, long Arrived)> NextLiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = _early.TryDequeue(out var early) ? early : await NextAsync(cancellationToken);
            var arrived = TimeProvider.System.GetTimestamp();
            if (IsLive(message))
            {
                return ([.. message.GetProperty("arguments")[0].EnumerateArray()], arrived);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsLive(JsonElement message) => message.TryGetProperty("target", out var target) && target.GetString() == "live";

    private async Task<JsonElement> NextAsync(CancellationToken cancellationToken)
    {
        while (_received.Count == 0)
        {
            var frame = await _socket.ReceiveAsync(_buffer.GetMemory(16_384), cancellationToken);
            _buffer.Advance(frame.Count);
            if (!frame.EndOfMessage)
            {
                continue;
            }

            foreach (var text in Encoding.UTF8.GetString(_buffer.WrittenSpan).Split(RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                using var message = JsonDocument.Parse(text);
                _received.Enqueue(message.RootElement.Clone());
            }

            _buffer.ResetWrittenCount();
        }

        return _received.Dequeue();
    }

    private Task SendAsync(string text, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
