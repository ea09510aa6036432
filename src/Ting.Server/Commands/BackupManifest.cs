using System.Security.Cryptography;
using System.Text.Json;

namespace Ting.Server.Commands;

/// <summary>The first entry of a backup: what is in it, and the sum that each file must have.</summary>
internal sealed record BackupManifest(int Format, string Product, DateTimeOffset CreatedAt, string Database, IReadOnlyList<BackupManifest.Entry> Entries)
{
    public const string Name = "manifest.json";
    public const string SqliteEntry = "ting.db";
    public const string PostgresEntry = "ting.pgdump";
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public sealed record Entry(string Path, long Size, string Sha256);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <returns>Null when it cannot be read as one of ours.</returns>
    public static async Task<BackupManifest?> ReadAsync(Stream from)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<BackupManifest>(from, Json) is { Product: "ting", Format: CurrentFormat } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static async Task<Entry> EntryOfAsync(string file, string path)
    {
        await using var content = File.OpenRead(file);
        return new Entry(path, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content)));
    }
}
