using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace FinOpsAI.Web.Apis;

/// <summary>
/// An answer of OTLP: <c>Export…ServiceResponse</c>, empty or with what was rejected, or for a failure <c>google.rpc.Status</c>; in protobuf or
/// JSON as the request was.
/// </summary>
internal sealed class OtlpAnswer : IResult
{
    private readonly bool _isJson;
    private readonly int _statusCode;
    private readonly TimeSpan? _retryAfter;
    private readonly byte[] _body;

    /// <summary>Tells what became of an export that was taken.</summary>
    public OtlpAnswer(bool isJson, OtlpReceipt receipt, OtlpSignal signal)
    {
        (_isJson, _statusCode) = (isJson, StatusCodes.Status200OK);
        _body = receipt.Rejected == 0
            ? isJson ? "{}"u8.ToArray() : []
            : isJson ? PartialJson(receipt, signal) : Proto(1, Proto(1, receipt.Rejected), Proto(2, receipt.Message));
    }

    /// <summary>Tells of a failure.</summary>
    public OtlpAnswer(bool isJson, int statusCode, string message, TimeSpan? retryAfter = null)
    {
        (_isJson, _statusCode, _retryAfter) = (isJson, statusCode, retryAfter);
        var code = GrpcCode(statusCode);
        _body = isJson
            ? Json(writer =>
            {
                writer.WriteNumber("code", code);
                writer.WriteString("message", message);
            })
            : [.. Proto(1, code), .. Proto(2, message)];
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _statusCode;
        response.ContentType = _isJson ? "application/json" : "application/x-protobuf";
        response.ContentLength = _body.Length;
        if (_retryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }

    /// <summary>The code of <c>google.rpc.Code</c> that belongs to an HTTP status.</summary>
    private static int GrpcCode(int statusCode) => statusCode switch
    {
        StatusCodes.Status429TooManyRequests or StatusCodes.Status413PayloadTooLarge => 8,
        StatusCodes.Status503ServiceUnavailable => 14,
        _ => 3,
    };

    private static byte[] PartialJson(OtlpReceipt receipt, OtlpSignal signal) => Json(writer =>
    {
        writer.WriteStartObject("partialSuccess");

        // A 64-bit integer is a string in protobuf's JSON.
        writer.WriteString(
            signal is OtlpSignal.Traces ? "rejectedSpans" : "rejectedDataPoints", receipt.Rejected.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("errorMessage", receipt.Message);
        writer.WriteEndObject();
    });

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Proto(int field, long number) => [(byte)(field << 3), .. Varint((ulong)number)];

    private static byte[] Proto(int field, string text) => Proto(field, Encoding.UTF8.GetBytes(text), []);

    private static byte[] Proto(int field, byte[] first, byte[] second) =>
        [(byte)((field << 3) | 2), .. Varint((ulong)(first.Length + second.Length)), .. first, .. second];

    private static byte[] Varint(ulong number)
    {
        List<byte> bytes = [];
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        bytes.Add((byte)number);
        return [.. bytes];
    }
}
