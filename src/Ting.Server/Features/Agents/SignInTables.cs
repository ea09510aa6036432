using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ting.Server.Features.Agents;

/// <summary>The tables that ASP.NET Core Identity keeps beside the agents: tokens (authenticator keys, recovery codes), outside sign-ins, claims and passkeys.</summary>
internal static class SignInTables
{
    internal sealed class Claims : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
        {
            builder.ToTable("agent_claims");
            builder.HasKey(claim => claim.Id);
            builder.HasOne<Agent>().WithMany().HasForeignKey(claim => claim.UserId);
        }
    }

    internal sealed class Logins : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
        {
            builder.ToTable("agent_logins");
            builder.HasKey(login => new { login.LoginProvider, login.ProviderKey });
            builder.Property(login => login.LoginProvider).HasMaxLength(128);
            builder.Property(login => login.ProviderKey).HasMaxLength(128);
            builder.HasOne<Agent>().WithMany().HasForeignKey(login => login.UserId);
        }
    }

    internal sealed class Tokens : IEntityTypeConfiguration<IdentityUserToken<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
        {
            builder.ToTable("agent_tokens");
            builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
            builder.Property(token => token.LoginProvider).HasMaxLength(128);
            builder.Property(token => token.Name).HasMaxLength(128);
            builder.HasOne<Agent>().WithMany().HasForeignKey(token => token.UserId);
        }
    }

    internal sealed class Passkeys : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
    {
        public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
        {
            builder.ToTable("agent_passkeys");
            builder.HasKey(passkey => passkey.CredentialId);
            builder.Property(passkey => passkey.CredentialId).HasMaxLength(1024);
            builder.OwnsOne(passkey => passkey.Data, data => data.ToJson());
            builder.HasOne<Agent>().WithMany().HasForeignKey(passkey => passkey.UserId);
        }
    }
}
