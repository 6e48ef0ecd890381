using System.Globalization;
using System.Net.Http.Headers;
using FinOpsAI.Ingest.Sources.Aws;

namespace FinOpsAI.Ingest.Tests.Sources.Aws;

/// <summary>The examples that AWS publishes with their signatures.</summary>
public sealed class AwsSignatureTests
{
    private const string S3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData("https://examplebucket.s3.amazonaws.com/?lifecycle", null, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J", null, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    [InlineData("https://examplebucket.s3.amazonaws.com/test.txt", "bytes=0-9", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    public void Request_to_S3_is_signed_as_published(string url, string? range, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = range is null ? null : RangeHeaderValue.Parse(range);

        new AwsSignature(new("AKIAIOSFODNN7EXAMPLE", S3Secret, null), "us-east-1", "s3").Sign(request, [], Time("2013-05-24T00:00:00Z"));

        SignatureOf(request).ShouldBe(signature);
    }

    [Theory]
    [InlineData("https://example.amazonaws.com/", "service", null, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("https://example.amazonaws.com/?Param2=value2&Param1=value1", "service", null, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData(
        "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08", "iam", "application/x-www-form-urlencoded; charset=utf-8",
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")]
    public void Request_to_another_service_is_signed_as_published(string url, string service, string? contentType, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        new AwsSignature(new("AKIDEXAMPLE", Secret, null), "us-east-1", service).Sign(request, [], Time("2015-08-30T12:36:00Z"));

        SignatureOf(request).ShouldBe(signature);
    }

    [Fact]
    public void Token_of_a_session_and_the_body_are_signed()
    {
        string Sign(string? token, byte[] body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "https://ce.us-east-1.amazonaws.com/");
            new AwsSignature(new("AKIDEXAMPLE", Secret, token), "us-east-1", "ce").Sign(request, body, Time("2015-08-30T12:36:00Z"));
            return request.Headers.NonValidated["Authorization"].ToString();
        }

        Sign("t", [1]).ShouldContain("SignedHeaders=host;x-amz-date;x-amz-security-token,");
        new[] { Sign(null, [1]), Sign(null, [2]), Sign("t", [1]), Sign("u", [1]) }.Distinct().Count().ShouldBe(4);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string SignatureOf(HttpRequestMessage request) => request.Headers.NonValidated["Authorization"].ToString().Split("Signature=")[1];
}
