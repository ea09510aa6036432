using System.Buffers.Binary;
using Microsoft.AspNetCore.DataProtection;
using Ting.Server.Platform.Links;

namespace Ting.Server.Features.Cases.Recovery;

/// <summary>What stands in the address of the question after a complaint: the case and its round.</summary>
public sealed class RecoveryToken(IDataProtectionProvider protection)
{
    private const int Length = 20;

    private readonly SealedToken _token = new(protection, "Ting.Cases.Recovery.v1");

    public string For(Guid caseId, int round)
    {
        var bytes = new byte[Length];
        caseId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), round);
        return _token.Write(bytes);
    }

    /// <returns>Null when the token is not one of ours.</returns>
    public (Guid CaseId, int Round)? Read(string token) =>
        _token.Read(token, Length) is { } bytes ? (new Guid(bytes.AsSpan(0, 16)), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16))) : null;
}
