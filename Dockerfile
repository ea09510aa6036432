# One file holds the whole server; the image around it holds what globalisation and TLS need.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/Ting.Server -c Release -r linux-x64 --self-contained -p:PublishSingleFile=true -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_HTTP_PORTS= ASPNETCORE_URLS=http://+:8080 Data__Path=/data
RUN mkdir /data && chown 1654:1654 /data
USER 1654
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/app/ting-server"]
