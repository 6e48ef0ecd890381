using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Sources.Aws;
using FinOpsAI.Ingest.Sources.Azure;

namespace FinOpsAI.Ingest.Sources.Files;

/// <summary>The settings by which a source says where its files lie, and the store they make.</summary>
internal static class ObjectStores
{
    private const string Folder = "folder";
    private const string S3 = "s3";
    private const string Blob = "azure";

    /// <summary>The settings, for a kind whose files lie in one store more often than in the others.</summary>
    public static IReadOnlyList<SourceSetting> Settings(string usual) =>
    [
        new("store", new("Place of the files", "파일 위치"), SourceSettingType.Choice)
        {
            Default = usual,
            Choices = [Folder, S3, Blob],
            Help = new(
                "A folder of this machine, a bucket of S3 or a compatible service, or a container of Azure Blob Storage.",
                "이 서버의 폴더, S3(호환 포함) 버킷 또는 Azure Blob 컨테이너입니다."),
        },
        new("prefix", new("Prefix", "접두 경로"))
        {
            Help = new("Only files whose path begins so.", "경로가 이렇게 시작하는 파일만 읽습니다."),
        },
        new("folder", new("Folder", "폴더"))
        {
            Help = new("Store 'folder': its path, as the server sees it.", "위치가 folder일 때: 서버에서 보이는 경로입니다."),
        },
        new("bucket", new("Bucket", "버킷")) { Help = new("Store 's3'.", "위치가 s3일 때 필요합니다.") },
        new("region", new("Region", "리전"))
        {
            Default = "us-east-1",
            Help = new("Store 's3': the bucket's region.", "위치가 s3일 때: 버킷의 리전입니다."),
        },
        new("endpoint", new("Endpoint", "엔드포인트"))
        {
            Help = new(
                "Store 's3': the address of a compatible service such as MinIO; empty for AWS.",
                "위치가 s3일 때: MinIO 등 호환 서비스의 주소이며, AWS는 비워 둡니다."),
        },
        new("addressing", new("Bucket in the address", "버킷 주소 방식"), SourceSettingType.Choice)
        {
            Default = "auto",
            Choices = ["auto", "path", "virtual"],
            Help = new(
                "Store 's3': in the path or before the host's name; auto is the latter for AWS, the former elsewhere.",
                "위치가 s3일 때: 경로 또는 호스트 앞에 붙입니다. auto는 AWS에서 호스트 앞, 그 밖에는 경로입니다."),
        },
        .. AwsCredentials.Settings,
        new("account_url", new("Storage account address", "스토리지 계정 주소"))
        {
            Help = new(
                "Store 'azure': such as https://ACCOUNT.blob.core.windows.net.", "위치가 azure일 때: 예) https://ACCOUNT.blob.core.windows.net"),
        },
        new("container", new("Container", "컨테이너")) { Help = new("Store 'azure'.", "위치가 azure일 때 필요합니다.") },
        new("sas_token", new("SAS token", "SAS 토큰"), SourceSettingType.Secret)
        {
            Help = new("Store 'azure': with the rights Read and List.", "위치가 azure일 때: 읽기와 목록 권한이 있어야 합니다."),
        },
        new("account_key", new("Account key", "계정 키"), SourceSettingType.Secret)
        {
            Help = new("Store 'azure': instead of a SAS token.", "위치가 azure일 때: SAS 토큰 대신 씁니다."),
        },
    ];

    /// <summary>The store of a source.</summary>
    /// <exception cref="SourceException">A setting is missing or makes no sense.</exception>
    public static IObjectStore Open(ConnectorContext context) => context.Required("store") switch
    {
        Folder => new FolderStore(context.Required("folder")),
        S3 => new S3Store(context),
        _ => new BlobStore(context),
    };

    /// <summary>All objects under the source's prefix, by key.</summary>
    public static async Task<List<StoredObject>> ListAsync(this IObjectStore store, ConnectorContext context, CancellationToken cancellationToken)
    {
        List<StoredObject> found = [];
        await foreach (var item in store.ListAsync(context.Text("prefix") ?? "", cancellationToken).ConfigureAwait(false))
        {
            found.Add(item);
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return found;
    }
}
